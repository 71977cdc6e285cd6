# Used when present, never required.
find_program(OGP_CCACHE ccache)
if(OGP_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache asks for to keep what was compiled with precompiled headers.
  set(ccache_of_precompiled "")
  if(OGP_PRECOMPILE)
    set(ccache_of_precompiled CCACHE_SLOPPINESS=pch_defines,time_macros)
  endif()
  # The folder that is built in is no part of what is kept, so that the tests, which are compiled alike in all presets, are
  # compiled once.
  set(CMAKE_CXX_COMPILER_LAUNCHER /usr/bin/env CCACHE_NOHASHDIR=1 ${ccache_of_precompiled} ${OGP_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()
find_program(OGP_MOLD mold)
if(OGP_MOLD AND NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  add_link_options(-fuse-ld=mold)
endif()
