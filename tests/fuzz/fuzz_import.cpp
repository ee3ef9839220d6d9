// SPDX-License-Identifier: GPL-3.0-or-later
// A file of anybody goes to a parser that the first byte chooses: whatever it holds, there is a document or an error,
// and what is left of an entry fits the catalogue.
#include "core/model/validation.h"
#include "core/providers/registry.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/settle_entry.h"
#include "core/transfer/import/source_file.h"
#include "core/transfer/import/text_tools.h"

#include <cstdint>
#include <cstdlib>

using namespace keystead;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto registry = providers::Registry::builtIn();
    // Cheap ones only: a KDF a byte would leave no time for the parsers.
    static const base::Secret key =
        base::Secret::fromText("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    if (size == 0 || !registry)
        return 0;
    const auto formats = transfer::importFormats();
    const transfer::ImportFormat& format = formats[data[0] % formats.size()];
    const std::string_view bytes{reinterpret_cast<const char*>(data + 1), size - 1};
    const transfer::DecodedText text = transfer::decodeText(bytes);
    transfer::ImportInput input;
    input.files = {{"file", format.binary ? bytes : std::string_view{text.utf8}}};
    input.key = format.id == "keystead" || format.id == "bitwarden" ? nullptr : &key;
    input.layout = {{"kdf", "sha256"}};
    auto document = format.parse(input);
    static_cast<void>(transfer::guessImportFormat("file", bytes));
    if (!document)
        return 0;
    for (transfer::ImportEntry& entry : document->entries) {
        if (entry.secrets.empty())
            std::abort();
        transfer::settleEntry(entry, *registry);
        const model::ProviderSpec* const spec = registry->find(entry.provider);
        if (!spec || !spec->method(entry.kind) || entry.secrets.empty() || model::validateName(entry.name))
            std::abort();
    }
    return 0;
}
