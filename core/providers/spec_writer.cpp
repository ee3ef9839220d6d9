// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/providers/spec_parser.h"
#include "core/providers/spec_schema.h"

#include <nlohmann/json.hpp>

namespace keystead::providers {

namespace {

using base::Json;

// Visitor that writes members which differ from those of a default-made value.
class Writer
{
public:
    template <class T> void operator()(const char* key, T& member) { m_object[key] = write(member); }
    Json take() { return std::move(m_object); }

private:
    static Json write(const std::string& value) { return value; }
    static Json write(bool value) { return value; }
    static Json write(int value) { return value; }
    static Json write(std::chrono::seconds value) { return value.count(); }
    static Json write(model::AuthKind value) { return std::string{toText(value)}; }
    static Json write(model::ClientAuth value) { return std::string{toText(value)}; }
    static Json write(model::LoopbackRule value) { return std::string{toText(value)}; }
    static Json write(model::Rotation value) { return std::string{toText(value)}; }
    static Json write(const std::map<std::string, std::string>& value) { return value; }

    template <Described T> static Json write(T& value)
    {
        Writer inner;
        describe(inner, value);
        T defaults{};
        Writer plain;
        describe(plain, defaults);
        Json result = Json::object();
        const Json unchanged = plain.take();
        const Json all = inner.take();
        for (const auto& [key, item] : all.items())
            if (item != unchanged.at(key))
                result[key] = item;
        return result;
    }

    template <class T> static Json write(std::optional<T>& value) { return value ? write(*value) : Json{}; }

    template <class T> static Json write(std::vector<T>& value)
    {
        Json array = Json::array();
        for (T& item : value)
            array.push_back(write(item));
        return array;
    }

    Json m_object = Json::object();

    friend Json toJson(model::ProviderSpec& spec);
};

Json toJson(model::ProviderSpec& spec)
{
    Json document = Writer::write(spec);
    document["schema_version"] = spec.schemaVersion;
    for (std::size_t i = 0; i < spec.methods.size(); ++i)
        document["methods"][i]["kind"] = std::string{toText(spec.methods[i].kind)};
    return document;
}

} // namespace

std::string specToJson(const model::ProviderSpec& spec)
{
    model::ProviderSpec copy = spec;
    return base::toJsonText(toJson(copy), 2);
}

} // namespace keystead::providers
