# Third-party libraries, by the names that Debian 12 gives them. Each room links what it needs PRIVATE, so that only
# its own files can see it.
if(OGP_STATIC_LIBS)
  set(OPENSSL_USE_STATIC_LIBS TRUE)
endif()
find_package(Threads REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(SQLiteCpp 3.2 REQUIRED)
find_package(fmt 9.1 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(PostgreSQL 15 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_path(SODIUM_INCLUDE sodium.h REQUIRED)
find_path(UTF8PROC_INCLUDE utf8proc.h REQUIRED)
find_path(GMP_INCLUDE gmp.h REQUIRED)
find_path(MUSTACHE_INCLUDE kainjow/mustache.hpp REQUIRED)
find_path(ZSTD_INCLUDE zstd.h REQUIRED)
find_path(MINIZIP_INCLUDE minizip/zip.h REQUIRED)
find_path(EXPAT_INCLUDE expat.h REQUIRED)
find_package(CURL 7.85 REQUIRED)
find_path(MICROHTTPD_INCLUDE microhttpd.h REQUIRED)
find_library(MICROHTTPD_LIBRARY NAMES microhttpd REQUIRED)
find_path(XLSXWRITER_INCLUDE xlsxwriter.h REQUIRED)
find_library(XLSXWRITER_LIBRARY NAMES xlsxwriter REQUIRED)

# ogp_archive(VARIABLE NAME): the static archive of NAME in a release, else its shared object.
function(ogp_archive variable name)
  if(OGP_STATIC_LIBS)
    find_library(${variable} NAMES lib${name}.a REQUIRED)
  else()
    find_library(${variable} NAMES ${name} REQUIRED)
  endif()
endfunction()

ogp_archive(SODIUM_LIBRARY sodium)
add_library(ogp_sodium INTERFACE)
target_include_directories(ogp_sodium SYSTEM INTERFACE ${SODIUM_INCLUDE})
target_link_libraries(ogp_sodium INTERFACE ${SODIUM_LIBRARY} Threads::Threads)

ogp_archive(UTF8PROC_LIBRARY utf8proc)
add_library(ogp_utf8proc INTERFACE)
target_include_directories(ogp_utf8proc SYSTEM INTERFACE ${UTF8PROC_INCLUDE})
target_link_libraries(ogp_utf8proc INTERFACE ${UTF8PROC_LIBRARY})

ogp_archive(GMP_LIBRARY gmp)
add_library(ogp_gmp INTERFACE)
target_include_directories(ogp_gmp SYSTEM INTERFACE ${GMP_INCLUDE})
target_link_libraries(ogp_gmp INTERFACE ${GMP_LIBRARY})

ogp_archive(ZSTD_LIBRARY zstd)
add_library(ogp_zstd INTERFACE)
target_include_directories(ogp_zstd SYSTEM INTERFACE ${ZSTD_INCLUDE})
target_link_libraries(ogp_zstd INTERFACE ${ZSTD_LIBRARY})

ogp_archive(MINIZIP_LIBRARY minizip)
ogp_archive(ZLIB_LIBRARY_OF_MINIZIP z)
add_library(ogp_minizip INTERFACE)
target_include_directories(ogp_minizip SYSTEM INTERFACE ${MINIZIP_INCLUDE})
target_link_libraries(ogp_minizip INTERFACE ${MINIZIP_LIBRARY} ${ZLIB_LIBRARY_OF_MINIZIP})

ogp_archive(EXPAT_LIBRARY expat)
add_library(ogp_expat INTERFACE)
target_include_directories(ogp_expat SYSTEM INTERFACE ${EXPAT_INCLUDE})
target_link_libraries(ogp_expat INTERFACE ${EXPAT_LIBRARY})

# Always shared: the archives of curl and of this one need others that Debian does not ship.
add_library(ogp_microhttpd INTERFACE)
target_include_directories(ogp_microhttpd SYSTEM INTERFACE ${MICROHTTPD_INCLUDE})
target_link_libraries(ogp_microhttpd INTERFACE ${MICROHTTPD_LIBRARY} Threads::Threads)

# Always shared too: Debian ships no archive of it.
add_library(ogp_xlsxwriter INTERFACE)
target_include_directories(ogp_xlsxwriter SYSTEM INTERFACE ${XLSXWRITER_INCLUDE})
target_link_libraries(ogp_xlsxwriter INTERFACE ${XLSXWRITER_LIBRARY})

add_library(ogp_mustache INTERFACE)
target_include_directories(ogp_mustache SYSTEM INTERFACE ${MUSTACHE_INCLUDE})

add_library(ogp_fmt INTERFACE)
if(OGP_STATIC_LIBS)
  # Debian ships no archive of fmt.
  target_link_libraries(ogp_fmt INTERFACE fmt::fmt-header-only)
  foreach(pair "SQLite::SQLite3;sqlite3" "yaml-cpp;yaml-cpp")
    list(GET pair 0 target)
    list(GET pair 1 library)
    find_library(OGP_ARCHIVE_${library} NAMES lib${library}.a REQUIRED)
    set_target_properties(${target} PROPERTIES
      IMPORTED_LOCATION ${OGP_ARCHIVE_${library}}
      IMPORTED_LOCATION_NONE ${OGP_ARCHIVE_${library}} IMPORTED_LOCATION_RELEASE ${OGP_ARCHIVE_${library}})
  endforeach()
else()
  target_link_libraries(ogp_fmt INTERFACE fmt::fmt)
endif()
