# SPDX-License-Identifier: GPL-3.0-or-later
# Every third-party package, found in one place. `./dev` installs them; SQLCipher comes from the system where it is
# 4.5.2 or newer and from KEYSTEAD_SQLCIPHER_ROOT (built by packaging/dev/sqlcipher.sh) elsewhere.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network Gui Widgets DBus Svg Test LinguistTools)
find_package(Qt6Keychain REQUIRED)
find_package(QCoro6 0.8 REQUIRED COMPONENTS Core Network)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(CLI11 2.1 REQUIRED)
pkg_check_modules(Argon2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(Cairo REQUIRED IMPORTED_TARGET cairo cairo-pdf)
pkg_check_modules(Pango REQUIRED IMPORTED_TARGET pangocairo)

qcoro_enable_coroutines()

set(KEYSTEAD_SQLCIPHER_ROOT "" CACHE PATH "Folder with include/sqlcipher/sqlite3.h and lib/libsqlcipher.a, when the system has none")
add_library(keystead_sqlcipher INTERFACE)
add_library(keystead::sqlcipher ALIAS keystead_sqlcipher)
if(KEYSTEAD_SQLCIPHER_ROOT)
  find_file(KEYSTEAD_SQLCIPHER_HEADER sqlcipher/sqlite3.h PATHS "${KEYSTEAD_SQLCIPHER_ROOT}/include" NO_DEFAULT_PATH REQUIRED)
  target_include_directories(keystead_sqlcipher SYSTEM INTERFACE "${KEYSTEAD_SQLCIPHER_ROOT}/include/sqlcipher")
  target_link_libraries(keystead_sqlcipher INTERFACE "${KEYSTEAD_SQLCIPHER_ROOT}/lib/libsqlcipher.a" OpenSSL::Crypto Threads::Threads ${CMAKE_DL_LIBS} m)
else()
  # The .pc file carries the version of the SQLite inside: SQLCipher 4.5.2 is the first on 3.39.
  pkg_check_modules(SqlCipher REQUIRED IMPORTED_TARGET sqlcipher>=3.39)
  target_link_libraries(keystead_sqlcipher INTERFACE PkgConfig::SqlCipher OpenSSL::Crypto)
endif()
target_compile_definitions(keystead_sqlcipher INTERFACE SQLITE_HAS_CODEC)
