# SPDX-License-Identifier: GPL-3.0-or-later

# Coroutines and their templates: g++ collects its garbage at each step otherwise, which takes an eighth of the time.
function(keystead_many_templates target)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE "SHELL:--param ggc-min-expand=300" "SHELL:--param ggc-min-heapsize=400000")
  endif()
endfunction()

# keystead_together(TARGET [APART a.cpp...]): compiles some of its files at a time as one, half the time where they share
# much (QCoro's templates, the headers of Qt, CLI11 and JSON). Names of their own must differ between neighbours then; APART
# names the files that stay alone.
function(keystead_together target)
  if(NOT KEYSTEAD_TOGETHER)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "APART" ${ARGN})
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  set_source_files_properties(${ARG_APART} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # To the compiler the one file is a header of the other, and a type without linkage in it looks like a mistake.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()

# keystead_add_room(NAME SOURCES a.cpp... [HEADERS a.h...] [ROOMS base...] [PUBLIC targets...] [PRIVATE targets...] [APART a.cpp...] [MOC] [QT] [TOGETHER])
# One static library keystead_<NAME> (alias keystead::<NAME>). ROOMS are the only rooms whose headers it may include;
# tests/arch holds that against the sources. MOC turns automoc on (rooms with QObjects). QT adds Qt, QCoro
# and a precompiled header that those rooms share. TOGETHER, APART: keystead_together().
function(keystead_add_room name)
  cmake_parse_arguments(ARG "MOC;QT;TOGETHER" "" "SOURCES;HEADERS;ROOMS;PUBLIC;PRIVATE;APART" ${ARGN})
  add_library(keystead_${name} ${KEYSTEAD_ROOM_KIND} ${ARG_SOURCES} ${ARG_HEADERS})
  add_library(keystead::${name} ALIAS keystead_${name})
  # Where rooms are shared libraries each would have a macro of its own, which the shared precompiled header forbids.
  set_target_properties(keystead_${name} PROPERTIES DEFINE_SYMBOL KEYSTEAD_ROOM)
  target_link_libraries(keystead_${name} PUBLIC keystead_flags)
  foreach(room IN LISTS ARG_ROOMS)
    target_link_libraries(keystead_${name} PUBLIC keystead::${room})
  endforeach()
  if(ARG_PUBLIC)
    target_link_libraries(keystead_${name} PUBLIC ${ARG_PUBLIC})
  endif()
  if(ARG_PRIVATE)
    target_link_libraries(keystead_${name} PRIVATE ${ARG_PRIVATE})
  endif()
  if(ARG_MOC)
    set_target_properties(keystead_${name} PROPERTIES AUTOMOC ON)
  endif()
  if(ARG_TOGETHER)
    keystead_together(keystead_${name} APART ${ARG_APART})
  endif()
  if(ARG_QT)
    keystead_many_templates(keystead_${name})
    target_link_libraries(keystead_${name} PUBLIC Qt6::Core Qt6::Network QCoro::Core QCoro::Network)
    get_property(first GLOBAL PROPERTY keystead_first_room)
    if(first AND NOT ARG_PRIVATE MATCHES "PkgConfig::") # compile options of a package's own (-pthread) do not fit the shared one
      target_precompile_headers(keystead_${name} REUSE_FROM ${first})
    else()
      if(NOT first)
        set_property(GLOBAL PROPERTY keystead_first_room keystead_${name})
      endif()
      target_precompile_headers(keystead_${name} PRIVATE
        <QObject> <QString> <QByteArray> <QUrl> <QTimer> <qcoro/qcorotask.h> <string> <vector> <optional> <memory> <functional> <chrono>)
    endif()
  endif()
endfunction()

# keystead_add_test(NAME SOURCES a.cpp... [LINK targets...] [LABELS l...] [TIMEOUT s] [ENV K=V...])
# One Qt Test executable tst_<...>; it runs in a private folder per test with HOME and the XDG folders inside it. Tests
# without a window or a SQLite of their own share one precompiled header, which the first of them makes.
function(keystead_add_test name)
  cmake_parse_arguments(ARG "SERIAL" "TIMEOUT" "SOURCES;LINK;LABELS;ENV" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  target_link_libraries(${name} PRIVATE keystead_flags Qt6::Test ${ARG_LINK})
  # By hand: automoc would scan, and compile an empty file, for each test.
  foreach(source IN LISTS ARG_SOURCES)
    file(STRINGS "${source}" moc REGEX "^#include \"[a-z0-9_]+\\.moc\"$")
    if(moc)
      cmake_path(GET source STEM stem)
      qt_generate_moc("${source}" "${CMAKE_CURRENT_BINARY_DIR}/${name}_moc/${stem}.moc" TARGET ${name})
      target_sources(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${name}_moc/${stem}.moc")
      target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${name}_moc")
    endif()
  endforeach()
  if(NOT ARG_LINK MATCHES "keystead_test_ui|keystead::app_|Qt6::Widgets|keystead::sqlcipher")
    keystead_many_templates(${name})
    target_link_libraries(${name} PRIVATE Qt6::Network QCoro::Core nlohmann_json::nlohmann_json)
    get_property(first GLOBAL PROPERTY keystead_first_test)
    if(first)
      target_precompile_headers(${name} REUSE_FROM ${first})
    else()
      set_property(GLOBAL PROPERTY keystead_first_test ${name})
      target_precompile_headers(${name} PRIVATE <QTest> <QSignalSpy> <QTemporaryDir> <QUrl> <qcoro/qcorotask.h>
        <nlohmann/json.hpp> <chrono> <filesystem> <fstream> <functional> <map> <memory> <optional> <string> <vector>)
    endif()
  endif()
  target_compile_definitions(${name} PRIVATE KEYSTEAD_SOURCE_DIR="${CMAKE_SOURCE_DIR}" KEYSTEAD_BINARY_DIR="${CMAKE_BINARY_DIR}")
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_test(NAME ${name} COMMAND "${CMAKE_SOURCE_DIR}/packaging/cmake/isolated-test.sh" $<TARGET_FILE:${name}>)
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=qt.qpa.*=false;${ARG_ENV}")
  if(ARG_SERIAL)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
  endif()
endfunction()

# keystead_add_fuzz(NAME SOURCES a.cpp... SEEDS folder [LINK targets...])
# A fuzz target (LLVMFuzzerTestOneInput). With clang (preset "fuzz") one libFuzzer program fuzz/NAME in the build folder:
# `./dev fuzz` runs all of them, each over its seeds and the corpus that grew in earlier runs. In the other presets a short
# test: every seed and some thousand inputs made from them, the same on every machine (tests/fuzz/standalone.cpp); an input
# that ends the process is left as Testing/NAME.input.
function(keystead_add_fuzz name)
  cmake_parse_arguments(ARG "" "SEEDS" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE keystead_flags ${ARG_LINK})
  if(KEYSTEAD_BUILD_FUZZ)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzz")
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    file(WRITE "${CMAKE_BINARY_DIR}/fuzz/${name}.seeds" "${ARG_SEEDS}")
  else()
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${name} PRIVATE keystead_fuzz_standalone)
    add_test(NAME ${name} COMMAND "${CMAKE_SOURCE_DIR}/packaging/cmake/isolated-test.sh" $<TARGET_FILE:${name}>
      "${ARG_SEEDS}" 20000 "${CMAKE_BINARY_DIR}/Testing/${name}.input")
    set_tests_properties(${name} PROPERTIES TIMEOUT 120 LABELS fuzz)
  endif()
endfunction()
