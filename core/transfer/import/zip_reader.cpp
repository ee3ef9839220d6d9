// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/zip_reader.h"

#include "core/base/secret.h"

#include <algorithm>
#include <memory>
#include <zip.h>

namespace keystead::transfer {

using base::ErrorCode;

namespace {

struct Closer
{
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

} // namespace

base::Result<std::string> unzipMember(std::string_view archive, const char* member, std::size_t limit)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(archive.data(), archive.size(), 0, &error);
    if (!source)
        return base::fail(ErrorCode::Internal, "the archive cannot be read");
    const std::unique_ptr<zip_t, Closer> zip{zip_open_from_source(source, ZIP_RDONLY, &error)};
    zip_error_fini(&error);
    if (!zip) {
        zip_source_free(source);
        return base::fail(ErrorCode::ParseError, "this is no ZIP archive, or it is damaged");
    }
    zip_stat_t info;
    if (zip_stat(zip.get(), member, 0, &info) != 0)
        return base::fail(ErrorCode::NotFound, std::string{"the archive holds no "} + member);
    if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0U && info.encryption_method != ZIP_EM_NONE)
        return base::fail(ErrorCode::Unsupported, "the archive is encrypted");
    const std::unique_ptr<zip_file_t, Closer> file{zip_fopen(zip.get(), member, 0)};
    if (!file)
        return base::fail(ErrorCode::ParseError, std::string{member} + " in the archive cannot be read");
    std::string bytes;
    std::string piece(256 * 1024, '\0');
    for (;;) {
        const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
        if (got == 0)
            break;
        if (got < 0 || bytes.size() + static_cast<std::size_t>(got) > limit) {
            base::wipe(bytes);
            base::wipe(piece);
            return got < 0 ? base::fail(ErrorCode::ParseError, std::string{member} + " in the archive is damaged")
                           : base::fail(ErrorCode::LimitExceeded, std::string{member} + " unpacks to more than " +
                                                                      std::to_string(limit / (1024 * 1024)) + " MiB");
        }
        bytes.append(piece, 0, static_cast<std::size_t>(got));
    }
    base::wipe(piece);
    return bytes;
}

} // namespace keystead::transfer
