# What `cmake --install` puts where. Case types and templates lie in the program itself.
install(TARGETS ogp RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

foreach(section 1 5 7)
  file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.${section})
  install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()

# ogp_completion(FILE FOLDER NAME): each shell looks for its own name in its own folder.
function(ogp_completion file folder name)
  if(EXISTS ${PROJECT_SOURCE_DIR}/completions/${file})
    install(FILES completions/${file} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder} RENAME ${name})
  endif()
endfunction()
ogp_completion(ogp.bash bash-completion/completions ogp)
ogp_completion(ogp.zsh zsh/site-functions _ogp)
ogp_completion(ogp.fish fish/vendor_completions.d ogp.fish)
