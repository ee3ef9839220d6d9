// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How many guesses a passphrase costs somebody who knows people (zxcvbn: dictionaries, keyboard rows, dates, repeats).
// The stack that the estimate used is wiped behind it. Any thread; about a millisecond.
#include "core/base/secret.h"

#include <string>
#include <string_view>
#include <vector>

namespace keystead::crypto {

// What would make it better, the most useful first.
enum class StrengthHint {
    AddWords,        // "Add another word or two; uncommon words are better."
    CommonWord,      // a word or password of the lists
    LookAlikes,      // letters replaced by look-alike signs
    KeyboardPattern, // neighbouring keys
    Repeats,
    Sequence, // abc, 6543
    Date,     // a date or a recent year
    OwnName,  // the name of this program or of the person
};
// A plain English sentence; the window translates its own.
std::string_view sentenceFor(StrengthHint hint);

struct PassphraseStrength
{
    int score = 0;                   // 0 (under 10^3 guesses), 1 (10^6), 2 (10^8), 3 (10^10), 4 (more)
    double guessesLog10 = 0;         // decimal logarithm of the number of guesses
    std::vector<StrengthHint> hints; // empty for a score of 4
};
// What is below is refused where a new passphrase is chosen, unless the person insists.
inline constexpr int strongEnough = 3;

// `ownWords`: names that a guesser would try first, in lower case. Only the first 256 bytes are judged.
PassphraseStrength passphraseStrength(const base::Secret& passphrase, const std::vector<std::string>& ownWords = {});

} // namespace keystead::crypto
