# Runs at installation: the prefix is known only then (`cmake --install build/release --prefix /usr`).
# Needs bindir, docdir and written, the file to write before it is copied.
configure_file("${CMAKE_CURRENT_LIST_DIR}/dondoc.service.in" "${written}" @ONLY)
file(INSTALL "${written}" DESTINATION "${CMAKE_INSTALL_PREFIX}/lib/systemd/system")
