# Used when present, never required.
find_program(OGP_CCACHE ccache)
if(OGP_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The folder that is built in is no part of what is kept, so that the tests, which are compiled alike in all presets, are
  # compiled once.
  set(CMAKE_CXX_COMPILER_LAUNCHER /usr/bin/env CCACHE_NOHASHDIR=1 ${OGP_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()
find_program(OGP_MOLD mold)
if(OGP_MOLD AND NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  add_link_options(-fuse-ld=mold)
endif()
