# ogp_warnings: what everything of ours must compile without.
add_library(ogp_warnings INTERFACE)
target_compile_options(ogp_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wformat=2 -Wshadow -Wconversion -Wsign-conversion -Wimplicit-fallthrough
  -Werror=format-security
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor> $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual>
  $<$<CXX_COMPILER_ID:GNU>:-Wtrampolines> $<$<CXX_COMPILER_ID:GNU>:-Wbidi-chars=any>
  $<$<BOOL:${OGP_WERROR}>:-Werror>)
target_compile_definitions(ogp_warnings INTERFACE _GLIBCXX_ASSERTIONS)

# ogp_options: the warnings, hardening and sanitizers that every room and program is built with.
add_library(ogp_options INTERFACE)
target_link_libraries(ogp_options INTERFACE ogp_warnings)

# Hardening, after the OpenSSF compiler guide. _FORTIFY_SOURCE needs an optimised build and, being a check of its
# own, hides what the address sanitizer would report.
target_compile_options(ogp_options INTERFACE
  -fstack-clash-protection -fstack-protector-strong -fcf-protection=full
  -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}=. -ffile-prefix-map=${PROJECT_BINARY_DIR}=build)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported()
target_link_options(ogp_options INTERFACE
  -Wl,-z,noexecstack -Wl,-z,relro -Wl,-z,now -Wl,--as-needed -Wl,--no-copy-dt-needed-entries)

if(OGP_SANITIZE)
  list(JOIN OGP_SANITIZE "," sanitizers)
  target_compile_options(ogp_options INTERFACE
    -fsanitize=${sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1
    # With sanitizers g++ takes temporaries of headers for uninitialised where they are not.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-uninitialized> $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(ogp_options INTERFACE -fsanitize=${sanitizers})
else()
  # Zeroed variables would hide what the sanitizers look for.
  target_compile_options(ogp_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-ftrivial-auto-var-init=zero>)
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(ogp_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
  endif()
endif()
