// SPDX-License-Identifier: GPL-3.0-or-later
// A first look at a file: its kind, and what the columns of a table hold, told without a secret.
#include "core/base/encoding.h"
#include "core/model/text_rules.h"
#include "core/service/import_ops.h"
#include "core/transfer/import/csv.h"
#include "core/transfer/import/source_file.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>

namespace keystead::service {

namespace {

using base::ErrorCode;
using Shape = ImportLook::Shape;
namespace fs = std::filesystem;

constexpr std::size_t maxColumns = 200;
constexpr std::size_t maxSamples = 3;

// Columns whose heading says that people may look at them.
constexpr std::array<std::string_view, 8> publicFields{"name", "username", "tags",       "provider",
                                                       "kind", "scopes",   "expires_at", "created_at"};

std::size_t lengthOf(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool looksLikeMail(std::string_view text)
{
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
           text.find_first_of(" /:") == std::string_view::npos && text.find('@', at + 1) == std::string_view::npos;
}

ImportLook::Sample sampleOf(const std::string& field, std::string_view cell)
{
    const std::string_view text = transfer::trimmed(cell);
    ImportLook::Sample sample{Shape::Text, lengthOf(text), {}};
    const bool address = text.starts_with("https://") || text.starts_with("http://");
    if (text.empty()) {
        sample.shape = Shape::Empty;
    } else if (std::find(publicFields.begin(), publicFields.end(), field) != publicFields.end()) {
        sample = {Shape::Shown, sample.length, base::cleanForDisplay(text, 60)};
    } else if (field == "url") {
        // What stands behind the host may be a token.
        const std::string host = transfer::hostOf(text);
        sample =
            host.empty() ? sample : ImportLook::Sample{Shape::Shown, sample.length, base::cleanForDisplay(host, 60)};
    } else if (address) {
        sample.shape = Shape::Address;
    } else if (looksLikeMail(text)) {
        sample.shape = Shape::Mail;
    } else if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        sample.shape = Shape::Number;
    } else if (transfer::looseTime(text)) {
        sample.shape = Shape::Time;
    }
    return sample;
}

base::Result<std::vector<ImportLook::Column>> columnsOf(const std::string& bytes)
{
    transfer::DecodedText text = transfer::decodeText(bytes);
    std::vector<ImportLook::Column> columns;
    const auto read = [&]() -> base::Status {
        transfer::CsvReader reader(text.utf8);
        transfer::CsvRow row;
        KS_ASSIGN(const bool some, reader.next(row));
        if (!some)
            return base::ok();
        for (std::size_t i = 0; i < std::min(row.cells.size(), maxColumns); ++i) {
            const std::string_view heading = transfer::trimmed(row.cells[i]);
            columns.push_back({std::string{heading}, transfer::commonCsvField(heading), {}});
        }
        for (ImportLook::Column& column : columns) {
            const auto same = [&](const auto& other) { return &other != &column && other.field == column.field; };
            if (transfer::isLooseCsvHeading(column.heading) && std::any_of(columns.begin(), columns.end(), same))
                column.field = "-";
        }
        for (std::size_t n = 0; n < maxSamples; ++n) {
            KS_ASSIGN(const bool more, reader.next(row));
            if (!more)
                break;
            for (std::size_t i = 0; i < columns.size(); ++i)
                columns[i].samples.push_back(
                    sampleOf(columns[i].field, i < row.cells.size() ? row.cells[i] : std::string{}));
            for (std::string& cell : row.cells)
                base::wipe(cell);
        }
        return base::ok();
    };
    const base::Status status = read();
    base::wipe(text.utf8);
    if (!status)
        return status.error();
    return columns;
}

base::Result<ImportLook> lookAt(const std::string& path, const std::string& wanted)
{
    std::error_code error;
    const fs::path file = fs::canonical(path, error);
    if (error)
        return base::fail(ErrorCode::NotFound, "there is no file " + base::cleanForDisplay(path, 400));
    ImportLook look;
    const auto formats = transfer::importFormats();
    if (fs::is_directory(file, error)) {
        look.folder = true;
        const auto folders = std::find_if(formats.begin(), formats.end(), [](const auto& f) { return f.folders; });
        look.format = folders == formats.end() ? std::string{} : std::string{folders->id};
        return look;
    }
    KS_ASSIGN(const transfer::SourceFile source, transfer::readSource(file));
    look.size = source.bytes.size();
    const std::string name = file.filename().string();
    if (!wanted.empty())
        look.format = wanted;
    else if (const transfer::ImportFormat* const format = transfer::guessImportFormat(name, source.bytes))
        look.format = format->id;
    else if (model::asciiLower(name).ends_with(".csv"))
        look.format = "csv";
    const transfer::ImportFormat* const format = transfer::findImportFormat(look.format);
    if (format && format->wantsMapping) {
        KS_ASSIGN(look.columns, columnsOf(source.bytes));
    }
    return look;
}

struct Looked
{
    base::Result<ImportLook> look;
};

} // namespace

TaskOf<ImportLook> lookAtSource(ContextPtr context, std::string path, std::string format, base::CancelToken cancel)
{
    if (!fs::path(path).is_absolute())
        co_return base::fail(ErrorCode::InvalidArgument, "file: must be an absolute path");
    std::function<Looked()> work = [path, format] { return Looked{lookAt(path, format)}; };
    auto working = context->worker.run<Looked>(std::move(work));
    const std::shared_ptr<Looked> looked = co_await working;
    if (cancel.cancelled())
        co_return base::fail(ErrorCode::Cancelled);
    co_return std::move(looked->look);
}

} // namespace keystead::service
