// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/yaml_json.h"

#include "core/transfer/import/text_tools.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>
#include <yaml.h>

namespace keystead::transfer {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::size_t maxDepth = 32;
constexpr std::size_t maxNodes = 200'000;
constexpr std::size_t maxText = 4 * 1024 * 1024;

struct Parser
{
    explicit Parser(std::string_view text)
    {
        ready = yaml_parser_initialize(&raw) == 1;
        if (ready)
            yaml_parser_set_input_string(&raw, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    }
    ~Parser()
    {
        if (ready)
            yaml_parser_delete(&raw);
    }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
    yaml_parser_t raw{};
    bool ready = false;
};

// The open containers, each with the key that waits for its value. Values are moved into their parent when they end.
class Builder
{
public:
    base::Status add(Json value)
    {
        if (++m_nodes > maxNodes)
            return base::fail(ErrorCode::LimitExceeded, "the YAML has too many values");
        if (m_open.empty()) {
            m_root = std::move(value);
            return base::ok();
        }
        Level& level = m_open.back();
        if (level.value.is_array()) {
            level.value.push_back(std::move(value));
            return base::ok();
        }
        if (!level.key) {
            if (!value.is_string())
                return base::fail(ErrorCode::ParseError, "a key is no text");
            level.key = value.get<std::string>();
            return base::ok();
        }
        if (level.value.contains(*level.key))
            return base::fail(ErrorCode::ParseError, "a key stands twice");
        level.value[*level.key] = std::move(value);
        level.key.reset();
        return base::ok();
    }
    base::Status open(Json container)
    {
        if (m_open.size() >= maxDepth)
            return base::fail(ErrorCode::LimitExceeded, "the YAML is nested deeper than 32");
        m_open.push_back({std::move(container), {}});
        return base::ok();
    }
    base::Status close()
    {
        Json value = std::move(m_open.back().value);
        m_open.pop_back();
        return add(std::move(value));
    }
    Json take() { return std::move(m_root); }

private:
    struct Level
    {
        Json value;
        std::optional<std::string> key;
    };
    std::vector<Level> m_open;
    Json m_root;
    std::size_t m_nodes = 0;
};

base::Status apply(Builder& builder, const yaml_event_t& event)
{
    switch (event.type) {
    case YAML_SCALAR_EVENT:
        return builder.add(
            std::string{reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length});
    case YAML_MAPPING_START_EVENT:
        return builder.open(Json::object());
    case YAML_SEQUENCE_START_EVENT:
        return builder.open(Json::array());
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        return builder.close();
    case YAML_ALIAS_EVENT:
        return base::fail(ErrorCode::Unsupported, "an alias (*name): aliases are not followed");
    default:
        return base::ok();
    }
}

} // namespace

base::Result<Json> parseYaml(std::string_view text)
{
    if (text.size() > maxText)
        return base::fail(ErrorCode::LimitExceeded, "the YAML is larger than 4 MiB");
    Parser parser(text);
    if (!parser.ready)
        return base::fail(ErrorCode::Internal, "libyaml does not start");
    Builder builder;
    for (;;) {
        yaml_event_t event;
        if (yaml_parser_parse(&parser.raw, &event) != 1)
            return base::fail(ErrorCode::ParseError,
                              lineNumber(parser.raw.problem_mark.line + 1) + ": this is no valid YAML");
        const std::size_t line = event.start_mark.line + 1;
        const bool last = event.type == YAML_DOCUMENT_END_EVENT || event.type == YAML_STREAM_END_EVENT;
        const base::Status applied = apply(builder, event);
        yaml_event_delete(&event);
        if (!applied)
            return base::fail(applied.error().code, lineNumber(line) + ": " + applied.error().detail);
        if (last)
            return builder.take();
    }
}

} // namespace keystead::transfer
