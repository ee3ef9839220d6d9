// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/report.h"

#include "core/model/enum_text.h"

namespace keystead::model {

namespace {

using Verdict = TestReport::Verdict;
using FindingKind = ChainReport::Finding::Kind;

constexpr std::array<EnumText<Verdict>, 7> verdictTexts{{
    {Verdict::Works, "works"},
    {Verdict::WrongCredential, "wrong_credential"},
    {Verdict::MissingScopes, "missing_scopes"},
    {Verdict::NetworkFault, "network_fault"},
    {Verdict::TlsFault, "tls_fault"},
    {Verdict::ProviderFault, "provider_fault"},
    {Verdict::NotTestable, "not_testable"},
}};

constexpr std::array<EnumText<FindingKind>, 8> findingTexts{{
    {FindingKind::Edited, "edited"},
    {FindingKind::Removed, "removed"},
    {FindingKind::Reordered, "reordered"},
    {FindingKind::Inserted, "inserted"},
    {FindingKind::BadSignature, "bad_signature"},
    {FindingKind::Truncated, "truncated"},
    {FindingKind::RolledBack, "rolled_back"},
    {FindingKind::Damaged, "damaged"},
}};

} // namespace

std::string_view toText(TestReport::Verdict verdict)
{
    return textOf(verdictTexts, verdict);
}

std::string_view toText(ChainReport::Finding::Kind kind)
{
    return textOf(findingTexts, kind);
}

} // namespace keystead::model
