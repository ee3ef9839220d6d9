// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/file_argument.h"

#include <filesystem>

namespace keystead::cli {

base::Result<std::string> fileArgument(const std::string& option, const std::string& value)
{
    if (value.empty())
        return base::fail(base::ErrorCode::InvalidArgument, option + ": is empty; name a file");
    if (value == "-")
        return base::fail(base::ErrorCode::InvalidArgument,
                          option + ": standard output and input are not possible here; name a file (./- is one)");
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::absolute(value, error);
    if (error)
        return base::fail(base::ErrorCode::InvalidArgument, option + ": " + error.message());
    return absolute.lexically_normal().string();
}

} // namespace keystead::cli
