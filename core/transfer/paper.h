// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A plain tagged PDF of headings, paragraphs, facts and lists: certificates and what is handed to a person. The same
// sections give the JSON, so that both say the same. Input is cleaned for display here. Thread: any one.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/transfer/byte_sink.h"

#include <string>
#include <utility>
#include <vector>

namespace keystead::transfer {

struct PaperSection
{
    std::string heading;
    std::vector<std::string> paragraphs;
    std::vector<std::pair<std::string, std::string>> facts; // label, value
    std::vector<std::vector<std::string>> lists;            // each a heading line and its lines
};

struct Paper
{
    std::string title;
    std::string subtitle;
    std::string foot; // beside the page number
    std::string generator = "Keystead " KEYSTEAD_VERSION;
    base::WallTime generatedAt{};
    std::vector<PaperSection> sections;
};

base::Status writePaper(const Paper& paper, ByteSink& sink);

} // namespace keystead::transfer
