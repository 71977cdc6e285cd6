# ogp_room(NAME MAY room... PRIVATE library...): one static library for src/NAME. MAY lists the rooms whose headers it
# may include; the test `layers` holds the includes against the same table in tests/structure/rooms.txt.
function(ogp_room name)
  cmake_parse_arguments(ROOM "" "" "MAY;PRIVATE;SOURCES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  add_library(ogp_${name} STATIC ${sources} ${ROOM_SOURCES})
  target_include_directories(ogp_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  list(TRANSFORM ROOM_MAY PREPEND ogp_)
  target_link_libraries(ogp_${name} PUBLIC ogp_fmt ${ROOM_MAY} PRIVATE ogp_options ${ROOM_PRIVATE})
endfunction()
