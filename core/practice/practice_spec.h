// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The practice provider's definition, as data of the model.
#include "core/model/provider_spec.h"

#include <string>

namespace keystead::practice {

inline constexpr const char* practiceProviderId = "practice";
inline constexpr const char* practiceClientId = "keystead-practice";
// `issuer`: where the practice server listens. OAuth 2 with OpenID Connect, and a bearer token for those who only want
// to look.
model::ProviderSpec practiceSpec(const std::string& issuer);

} // namespace keystead::practice
