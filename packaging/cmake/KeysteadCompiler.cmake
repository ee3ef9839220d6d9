# SPDX-License-Identifier: GPL-3.0-or-later
# Language level, warnings, hardening and sanitizers. Everything hangs on the interface target keystead_flags,
# which each room, program and test links.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_AUTOMOC OFF)

find_program(KEYSTEAD_CCACHE ccache)
if(KEYSTEAD_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
      "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime" "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}"
      "CCACHE_NOHASHDIR=1" "${KEYSTEAD_CCACHE}")
endif()

add_library(keystead_flags INTERFACE)
# The sanitizers' tables are large: with static rooms each test program would carry all of them (35 GB in place of 5).
set(KEYSTEAD_ROOM_KIND STATIC)
if(KEYSTEAD_SANITIZE AND NOT KEYSTEAD_BUILD_FUZZ)
  set(KEYSTEAD_ROOM_KIND SHARED)
endif()
target_include_directories(keystead_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(keystead_flags INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wno-psabi -fstack-protector-strong)
if(KEYSTEAD_WERROR)
  target_compile_options(keystead_flags INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # QCoro's coroutine frames make g++ 12 report unused result objects it generated itself.
  target_compile_options(keystead_flags INTERFACE -fcoroutines)
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    # At -O2 it inlines std::string into tl::expected and then warns about both; the dev preset (-O1) keeps these warnings.
    target_compile_options(keystead_flags INTERFACE -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict)
  endif()
endif()
target_compile_definitions(keystead_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_URL_CAST_FROM_STRING KEYSTEAD_VERSION="${PROJECT_VERSION}")

if(KEYSTEAD_SANITIZE)
  list(JOIN KEYSTEAD_SANITIZE "," _san)
  target_compile_options(keystead_flags INTERFACE -fsanitize=${_san} -fno-omit-frame-pointer)
  target_link_options(keystead_flags INTERFACE -fsanitize=${_san})
  target_compile_definitions(keystead_flags INTERFACE KEYSTEAD_SANITIZED=1)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # The sanitizers' own code makes g++ warn inside libstdc++ (std::regex); the other presets keep the warning.
    target_compile_options(keystead_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
else()
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(keystead_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  endif()
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_compile_options(keystead_flags INTERFACE -fcf-protection=full)
  endif()
  target_link_options(keystead_flags INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()

include(CheckPIESupported)
check_pie_supported()

find_program(KEYSTEAD_MOLD mold)
if(KEYSTEAD_MOLD AND CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT KEYSTEAD_BUILD_FUZZ)
  target_link_options(keystead_flags INTERFACE -fuse-ld=mold)
endif()

if(KEYSTEAD_BUILD_FUZZ)
  target_compile_options(keystead_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
