// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/passphrase_strength.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <zxcvbn.h>

namespace keystead::crypto {

namespace {

constexpr std::size_t judged = 256;
constexpr std::size_t stackUsed = 128 * 1024;

struct MatchFree
{
    void operator()(ZxcMatch_t* match) const noexcept { ZxcvbnFreeInfo(match); }
};

int scoreOf(double guessesLog10)
{
    constexpr std::array limits{3.0, 6.0, 8.0, 10.0};
    return static_cast<int>(std::count_if(limits.begin(), limits.end(), [&](double l) { return guessesLog10 >= l; }));
}

void addHint(std::vector<StrengthHint>& hints, int type)
{
    const auto hint = [&]() -> StrengthHint {
        switch (type & ~MULTIPLE_MATCH) {
        case DICTIONARY_MATCH:
            return StrengthHint::CommonWord;
        case DICT_LEET_MATCH:
            return StrengthHint::LookAlikes;
        case USER_MATCH:
        case USER_LEET_MATCH:
            return StrengthHint::OwnName;
        case REPEATS_MATCH:
            return StrengthHint::Repeats;
        case SEQUENCE_MATCH:
            return StrengthHint::Sequence;
        case SPATIAL_MATCH:
            return StrengthHint::KeyboardPattern;
        case DATE_MATCH:
        case YEAR_MATCH:
            return StrengthHint::Date;
        default:
            return StrengthHint::AddWords;
        }
    }();
    if (std::find(hints.begin(), hints.end(), hint) == hints.end())
        hints.push_back(hint);
}

// The library keeps pieces of the text in its frames.
[[gnu::noinline]] void wipeStack()
{
    std::array<unsigned char, stackUsed> frame; // NOLINT: left as it is on purpose
    base::wipe(frame.data(), frame.size());
}

[[gnu::noinline]] PassphraseStrength judge(const base::Secret& passphrase, const std::vector<std::string>& ownWords)
{
    // Ends with a zero, as the library wants it.
    const std::size_t size = std::min(passphrase.size(), judged);
    base::Secret text(size + 1);
    std::copy_n(passphrase.exposeBytes().begin(), size, text.exposeMutable().begin());
    std::vector<const char*> words;
    for (const std::string& word : ownWords)
        words.push_back(word.c_str());
    words.push_back(nullptr);
    ZxcMatch_t* matches = nullptr;
    const double bits = ZxcvbnMatch(text.exposeText().data(), words.data(), &matches);
    const std::unique_ptr<ZxcMatch_t, MatchFree> owner(matches);
    PassphraseStrength strength;
    strength.guessesLog10 = bits * std::log10(2.0);
    strength.score = scoreOf(strength.guessesLog10);
    if (strength.score == 4)
        return strength;
    for (const ZxcMatch_t* match = matches; match; match = match->Next) {
        if (match->Length > 1)
            addHint(strength.hints, match->Type);
    }
    std::erase(strength.hints, StrengthHint::AddWords);
    strength.hints.push_back(StrengthHint::AddWords);
    return strength;
}

} // namespace

std::string_view sentenceFor(StrengthHint hint)
{
    switch (hint) {
    case StrengthHint::AddWords:
        return "Add another word or two; uncommon words are better.";
    case StrengthHint::CommonWord:
        return "It holds a common word or password.";
    case StrengthHint::LookAlikes:
        return "Signs that look like letters help very little.";
    case StrengthHint::KeyboardPattern:
        return "Rows of neighbouring keys are easy to guess.";
    case StrengthHint::Repeats:
        return "Repeated characters or words are easy to guess.";
    case StrengthHint::Sequence:
        return "Sequences like abc or 6543 are easy to guess.";
    case StrengthHint::Date:
        return "Dates and years are easy to guess.";
    case StrengthHint::OwnName:
        return "It holds a name that a guesser tries first.";
    }
    return "";
}

PassphraseStrength passphraseStrength(const base::Secret& passphrase, const std::vector<std::string>& ownWords)
{
    PassphraseStrength strength = judge(passphrase, ownWords);
    wipeStack();
    return strength;
}

} // namespace keystead::crypto
