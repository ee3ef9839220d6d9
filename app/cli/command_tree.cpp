// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_tree.h"

#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::Json;

namespace {

// What CLI11 calls a value that has no name of its own.
bool isPlainType(const std::string& type)
{
    return type == "TEXT" || type == "INT" || type == "UINT" || type == "FLOAT" || type == "BOOLEAN";
}

std::vector<std::string> namesOf(const CLI::Option& option)
{
    std::vector<std::string> names;
    for (const std::string& name : option.get_snames())
        names.push_back("-" + name);
    for (const std::string& name : option.get_lnames())
        names.push_back("--" + name);
    return names;
}

Json describeOption(const CLI::Option& option)
{
    Json object = {{"about", option.get_description()}, {"required", option.get_required()}};
    if (option.nonpositional())
        object["names"] = namesOf(option);
    else
        object["name"] = option.get_name(true);
    if (takesValue(option) || !option.nonpositional()) {
        object["value"] = valueName(option);
        object["repeats"] = repeats(option);
        object["choices"] = choicesOf(option);
    }
    return object;
}

} // namespace

std::vector<const CLI::App*> visibleCommands(const CLI::App& app)
{
    std::vector<const CLI::App*> commands;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (!command->get_group().empty())
            commands.push_back(command);
    }
    return commands;
}

std::vector<const CLI::Option*> visibleOptions(const CLI::App& app)
{
    return app.get_options(
        [](const CLI::Option* option) { return option->nonpositional() && !option->get_group().empty(); });
}

std::vector<const CLI::Option*> positionalsOf(const CLI::App& app)
{
    return app.get_options(
        [](const CLI::Option* option) { return option->get_positional() && !option->get_group().empty(); });
}

bool takesValue(const CLI::Option& option)
{
    return option.get_items_expected_max() > 0;
}

bool repeats(const CLI::Option& option)
{
    return option.get_expected_max() > 1;
}

std::vector<std::string> choicesOf(const CLI::Option& option)
{
    const std::string type = option.get_type_name(); // "TEXT:{a,b}"
    const std::size_t begin = type.find('{');
    const std::size_t end = type.find('}');
    std::vector<std::string> choices;
    if (begin == std::string::npos || end == std::string::npos || end < begin)
        return choices;
    for (std::size_t at = begin + 1; at <= end;) {
        const std::size_t comma = std::min(type.find(',', at), end);
        if (comma > at)
            choices.push_back(type.substr(at, comma - at));
        at = comma + 1;
    }
    return choices;
}

std::string valueName(const CLI::Option& option)
{
    std::string type = option.get_type_name();
    type.resize(std::min(type.find(':'), type.size()));
    if (!choicesOf(option).empty() || isPlainType(type))
        return {};
    return type;
}

Json describeTree(const CLI::App& app)
{
    Json object = {{"name", app.get_name()}, {"about", app.get_description()}};
    for (const char* list : {"options", "positionals", "commands"})
        object[list] = Json::array();
    for (const CLI::Option* option : visibleOptions(app))
        object["options"].push_back(describeOption(*option));
    for (const CLI::Option* positional : positionalsOf(app))
        object["positionals"].push_back(describeOption(*positional));
    for (const CLI::App* command : visibleCommands(app))
        object["commands"].push_back(describeTree(*command));
    object["needs_command"] = app.get_require_subcommand_min() > 0;
    return object;
}

} // namespace keystead::cli
