// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/completion.h"

#include "app/cli/command_tree.h"
#include "app/cli/completion_values.h"
#include "app/cli/shell_words.h"
#include "core/base/encoding.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sys/time.h>
#include <unistd.h>

namespace keystead::cli {

namespace {

using Words = std::vector<std::string>;

// The option of this name, here or further up: options of the program may stand behind a command.
const CLI::Option* optionNamed(const CLI::App* app, const std::string& word)
{
    for (; app; app = app->get_parent()) {
        for (const CLI::Option* option : app->get_options()) {
            if (option->nonpositional() && option->check_name(word))
                return option;
        }
    }
    return nullptr;
}

const CLI::App* commandNamed(const CLI::App& app, const std::string& word)
{
    for (const CLI::App* command : visibleCommands(app)) {
        if (command->get_name() == word)
            return command;
    }
    return nullptr;
}

// Reads the words before the cursor.
Place placeOf(const CLI::App& parser, Context& context, const Words& words)
{
    Place place;
    place.app = &parser;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const std::string& word = words[i];
        if (place.awaits) {
            if (place.awaits->check_name("--vault"))
                context.vaultOption = word;
            place.given[place.awaits->get_name()] = word;
            place.awaits = nullptr;
        } else if (place.program) {
            ++place.behindProgram;
        } else if (word == "--") {
            place.program = true;
        } else if (word.starts_with("-") && word.size() > 1) {
            const std::size_t equals = word.find('=');
            const CLI::Option* const option = optionNamed(place.app, word.substr(0, equals));
            if (option && equals != std::string::npos) {
                if (option->check_name("--vault"))
                    context.vaultOption = word.substr(equals + 1);
                place.given[option->get_name()] = word.substr(equals + 1);
            } else if (option && takesValue(*option)) {
                place.awaits = option;
            }
        } else if (const CLI::App* const command = commandNamed(*place.app, word)) {
            place.app = command;
            place.path += (place.path.empty() ? "" : " ") + word;
            place.positional = 0;
        } else {
            const auto positionals = positionalsOf(*place.app);
            if (place.positional < positionals.size()) {
                place.given[positionals[place.positional]->get_name(true)] = word;
                if (!repeats(*positionals[place.positional]))
                    ++place.positional;
            }
        }
    }
    return place;
}

void addOptions(const Place& place, const std::string& typed, std::vector<Candidate>& candidates)
{
    for (const CLI::App* app = place.app; app; app = app->get_parent()) {
        for (const CLI::Option* option : visibleOptions(*app)) {
            if (app != place.app && option == app->get_help_ptr())
                continue;
            for (const std::string& name : option->get_lnames()) {
                if (("--" + name).starts_with(typed))
                    candidates.push_back({"--" + name, option->get_description()});
            }
        }
    }
}

void keepMatching(Completion& completion, const std::string& typed)
{
    std::erase_if(completion.candidates,
                  [&](const Candidate& candidate) { return !candidate.text.starts_with(typed); });
}

Completion valuesFor(const CLI::Option& option, const Place& place, Context& context, const std::string& typed)
{
    Completion completion;
    for (std::string& choice : choicesOf(option))
        completion.candidates.push_back({std::move(choice)});
    if (completion.candidates.empty())
        completion = valuesOf(option, place, context, typed);
    keepMatching(completion, typed);
    return completion;
}

} // namespace

Completion complete(const CLI::App& parser, Context& context, const Words& words)
{
    const std::string typed = words.empty() ? std::string{} : words.back();
    const Place place = placeOf(parser, context, words);
    if (place.awaits)
        return valuesFor(*place.awaits, place, context, typed);
    if (place.program)
        return {{}, place.behindProgram == 0 ? Others::Programs : Others::Files, false};
    if (typed.starts_with("-")) {
        const std::size_t equals = typed.find('=');
        const CLI::Option* const option =
            equals == std::string::npos ? nullptr : optionNamed(place.app, typed.substr(0, equals));
        Completion completion;
        if (equals == std::string::npos)
            addOptions(place, typed, completion.candidates);
        if (!option || !takesValue(*option))
            return completion;
        completion = valuesFor(*option, place, context, typed.substr(equals + 1));
        for (Candidate& candidate : completion.candidates)
            candidate.text.insert(0, typed, 0, equals + 1);
        return completion;
    }
    const auto positionals = positionalsOf(*place.app);
    Completion completion;
    if (place.positional < positionals.size())
        completion = valuesFor(*positionals[place.positional], place, context, typed);
    std::vector<Candidate> commands;
    for (const CLI::App* command : visibleCommands(*place.app)) {
        if (command->get_name().starts_with(typed) && place.positional == 0)
            commands.push_back({command->get_name(), command->get_description()});
    }
    completion.candidates.insert(completion.candidates.begin(), commands.begin(), commands.end());
    return completion;
}

namespace {

// Whoever types waits for this: an agent that does not answer is given up.
void giveUpAfterASecond()
{
    struct sigaction action
    {
    };
    action.sa_handler = [](int) { ::_exit(0); };
    ::sigaction(SIGALRM, &action, nullptr);
    itimerval timer{};
    timer.it_value.tv_sec = 1;
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

const char* wordFor(Others others)
{
    switch (others) {
    case Others::Files:
        return " files";
    case Others::Folders:
        return " folders";
    case Others::Programs:
        return " programs";
    case Others::Nothing:
        break;
    }
    return "";
}

bool printable(const std::string& text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

void print(const Completion& completion, const ShellLine* bash)
{
    std::printf(":%s%s\n", wordFor(completion.others), completion.goesOn ? " goes-on" : "");
    for (const Candidate& candidate : completion.candidates) {
        if (!printable(candidate.text))
            continue;
        if (!bash) {
            std::printf("%s\t%s\n", candidate.text.c_str(), base::cleanForDisplay(candidate.about, 120).c_str());
        } else if (candidate.text.size() >= bash->kept) {
            // A quote within single quotes ends them, which the line editor does not understand.
            if (bash->quote != '\'' || candidate.text.find('\'', bash->kept) == std::string::npos)
                std::printf("%s\n",
                            quotedFor(std::string_view(candidate.text).substr(bash->kept), bash->quote).c_str());
        }
    }
}

} // namespace

int runComplete(const CLI::App& parser, Context& context, const Words& arguments)
{
    giveUpAfterASecond();
    context.noStart = true;
    if (arguments.empty())
        return 2;
    if (arguments[0] == "bash" && arguments.size() >= 2) {
        ShellLine line = splitLine(arguments[1], arguments.size() > 2 ? arguments[2] : " \t\n\"'><=;|&(:");
        // NAME=VALUE before the program, then the program itself.
        while (line.words.size() > 1 && line.words[0].find('=') != std::string::npos)
            line.words.erase(line.words.begin());
        const Words words(line.words.begin() + 1, line.words.end());
        print(complete(parser, context, words), &line);
        return 0;
    }
    Words words(arguments.begin() + 1, arguments.end());
    if (!words.empty())
        words.back() = unquoted(words.back());
    print(complete(parser, context, words), nullptr);
    return 0;
}

} // namespace keystead::cli
