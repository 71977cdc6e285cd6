#pragma once

#include "base/file.hpp"
#include "workflow/loader.hpp"

#include <string>
#include <vector>

namespace ogp::workflow::test {

inline YamlDocument document(const std::string& path)
{
    const std::string full = std::string(OGP_SOURCE_DIR) + "/" + path;
    return {read_file(full), path.substr(path.rfind('/') + 1)};
}

inline const std::vector<Role>& roles()
{
    static const std::vector<Role> loaded = load_roles(document("workflows/roles.yaml"));
    return loaded;
}

inline CaseType load(const std::string& path)
{
    return load_case_type(document(path), roles());
}

/// The five that are shipped, linked.
inline const std::vector<CaseType>& shipped()
{
    static const std::vector<CaseType> types = [] {
        std::vector<CaseType> loaded;
        for (const char* id : {"plan", "commitment", "milestone", "indicator", "org_unit"})
            loaded.push_back(load("workflows/" + std::string(id) + ".yaml"));
        link(loaded);
        return loaded;
    }();
    return types;
}

inline const CaseType& shipped(std::string_view id)
{
    for (const CaseType& type : shipped()) {
        if (type.id == id)
            return type;
    }
    throw Error(Fault::Internal, both("no such case type"));
}

/// The case type of tests/data/workflows/request.yaml, with personal values.
inline const CaseType& request()
{
    static const CaseType type = load("tests/data/workflows/request.yaml");
    return type;
}

/// A case type out of YAML text.
inline CaseType from_text(const std::string& yaml)
{
    return load_case_type(YamlDocument(yaml, "test.yaml"), roles());
}

} // namespace ogp::workflow::test
