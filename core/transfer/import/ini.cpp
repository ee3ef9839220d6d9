// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/ini.h"

#include "core/transfer/import/text_tools.h"

namespace keystead::transfer {

void readIni(std::string_view text, const std::function<void(const IniLine&)>& use,
             const std::function<void(std::size_t line)>& odd)
{
    Lines lines(text);
    std::string_view section;
    std::string_view raw;
    while (lines.next(raw)) {
        const std::string_view line = trimmed(raw);
        if (line.empty() || line.front() == '#' || line.front() == ';')
            continue;
        if (line.front() == '[' && line.back() == ']') {
            section = trimmed(line.substr(1, line.size() - 2));
            continue;
        }
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || equals == 0) {
            odd(lines.number());
            continue;
        }
        use({section, trimmed(line.substr(0, equals)), trimmed(line.substr(equals + 1)), lines.number()});
    }
}

} // namespace keystead::transfer
