# SPDX-License-Identifier: GPL-3.0-or-later
# keystead_embed_files(TARGET NAME file...)
# Compiles text files into TARGET. Its sources may include "embedded/NAME.h", which declares
#   namespace keystead::embedded { std::span<const File> NAME(); }
# with File{name, content} in the order given; `name` is the file's name without its folder. The files are character
# arrays in a generated .cpp, made again whenever one of them changes. Needs no Qt.
# Also run as a script (cmake -P) with OUT_HEADER, OUT_SOURCE, NAME and FILES, to write the two.

if(CMAKE_SCRIPT_MODE_FILE)
  string(CONCAT _header
    "#pragma once\n// Generated from the files named in the build.\n#include <span>\n#include <string_view>\n\n"
    "#ifndef KEYSTEAD_EMBEDDED_FILE\n#define KEYSTEAD_EMBEDDED_FILE\n"
    "namespace keystead::embedded {\nstruct File\n{\n    std::string_view name;\n    std::string_view content;\n};\n}\n#endif\n\n"
    "namespace keystead::embedded {\nstd::span<const File> ${NAME}();\n}\n")
  file(WRITE "${OUT_HEADER}" "${_header}")
  file(WRITE "${OUT_SOURCE}" "#include \"embedded/${NAME}.h\"\n\n#include <array>\n\nnamespace keystead::embedded {\n\nnamespace {\n\n")
  string(REPLACE "|" ";" _files "${FILES}")
  set(_rows "")
  set(_count 0)
  foreach(_file IN LISTS _files)
    get_filename_component(_name "${_file}" NAME)
    # Read as hexadecimal: CMake strings would lose brackets and semicolons. Compilers cap one literal at 64 KiB, an array not.
    file(READ "${_file}" _hex HEX)
    string(REGEX REPLACE "(..)" "'\\\\x\\1'," _bytes "${_hex}")
    string(REGEX REPLACE "(('[^']*',){24})" "\\1\n" _bytes "${_bytes}")
    file(APPEND "${OUT_SOURCE}" "constexpr char file${_count}[] = {\n${_bytes}'\\0'};\n\n")
    string(APPEND _rows "    File{\"${_name}\", std::string_view{file${_count}, sizeof(file${_count}) - 1}},\n")
    math(EXPR _count "${_count} + 1")
  endforeach()
  file(APPEND "${OUT_SOURCE}"
    "constexpr std::array<File, ${_count}> files{{\n${_rows}}};\n\n} // namespace\n\nstd::span<const File> ${NAME}()\n{\n    return files;\n}\n\n} // namespace keystead::embedded\n")
  return()
endif()

set(KEYSTEAD_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_FILE}" CACHE INTERNAL "")

function(keystead_embed_files target name)
  set(_folder "${CMAKE_CURRENT_BINARY_DIR}/generated")
  set(_header "${_folder}/embedded/${name}.h")
  set(_source "${_folder}/embedded/${name}.cpp")
  set(_files "")
  foreach(_file IN LISTS ARGN)
    get_filename_component(_absolute "${_file}" ABSOLUTE)
    if(NOT EXISTS "${_absolute}")
      message(FATAL_ERROR "keystead_embed_files: no such file: ${_absolute}")
    endif()
    list(APPEND _files "${_absolute}")
  endforeach()
  list(JOIN _files "|" _joined)
  add_custom_command(OUTPUT "${_header}" "${_source}"
    COMMAND "${CMAKE_COMMAND}" -DNAME=${name} "-DOUT_HEADER=${_header}" "-DOUT_SOURCE=${_source}" "-DFILES=${_joined}"
            -P "${KEYSTEAD_EMBED_SCRIPT}"
    DEPENDS ${_files} "${KEYSTEAD_EMBED_SCRIPT}" VERBATIM COMMENT "Embedding ${name}")
  target_sources(${target} PRIVATE "${_source}" "${_header}")
  target_include_directories(${target} PRIVATE "${_folder}")
endfunction()
