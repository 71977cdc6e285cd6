# What `cmake --install` puts where. Case types and templates lie in the program itself.
install(TARGETS ogp RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# Run by ogp, seldom by a person.
install(TARGETS ogp-net ogp-report ogp-server RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/ogp)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

foreach(section 1 5 7)
  file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.${section})
  install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
  file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/ka/*.${section})
  install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/ka/man${section})
endforeach()

# Each shell looks for its own name in its own folder.
install(FILES completions/ogp.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME ogp OPTIONAL)
install(FILES completions/_ogp DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions OPTIONAL)
install(FILES completions/ogp.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d OPTIONAL)
