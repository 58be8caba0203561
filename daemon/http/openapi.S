// The description of the API as read-only data of the program.
    .section .rodata
    .globl dondoc_openapi, dondoc_openapi_end
dondoc_openapi:
    .incbin "openapi.json"
dondoc_openapi_end:
    .section .note.GNU-stack, "", %progbits
