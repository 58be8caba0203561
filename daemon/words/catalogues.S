// The compiled catalogues as read-only data of the program.
    .section .rodata
    .globl dondoc_vi_mo, dondoc_vi_mo_end, dondoc_en_mo, dondoc_en_mo_end
    .balign 8
dondoc_vi_mo:
    .incbin "vi.mo"
dondoc_vi_mo_end:
    .balign 8
dondoc_en_mo:
    .incbin "en.mo"
dondoc_en_mo_end:
    .section .note.GNU-stack, "", %progbits
