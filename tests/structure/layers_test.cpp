#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

// Holds every #include of src/ against tests/structure/rooms.txt.
namespace {

namespace fs = std::filesystem;
using Words = std::set<std::string>;

struct Table
{
    std::map<std::string, Words> rooms;     ///< room -> rooms that it may include
    std::map<std::string, Words> libraries; ///< start of an include -> rooms that may see it
};

Table read_table(const fs::path& path)
{
    Table table;
    std::ifstream file(path);
    REQUIRE(file);
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string first;
        if (!(words >> first) || first.starts_with('#'))
            continue;
        const bool library = first == "library";
        if (library)
            words >> first;
        Words& allowed = (library ? table.libraries : table.rooms)[first];
        for (std::string word; words >> word;)
            allowed.insert(word);
    }
    return table;
}

/// What stands between the quotes or brackets of an #include, with the opening one; "" for any other line.
std::string include_of(const std::string& line)
{
    std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string::npos || line[at] != '#')
        return {};
    at = line.find_first_not_of(" \t", at + 1);
    if (at == std::string::npos || line.compare(at, 7, "include") != 0)
        return {};
    at = line.find_first_not_of(" \t", at + 7);
    if (at == std::string::npos || (line[at] != '"' && line[at] != '<'))
        return "?";
    return line.substr(at, line.find_first_of("\">", at + 1) - at);
}

std::string fault_of(const std::string& include, const std::string& room, bool header, const Table& table)
{
    if (include == "?")
        return "an #include that is no plain name";
    const std::string name = include.substr(1);
    if (include[0] == '"') {
        const std::string other = name.substr(0, name.find('/'));
        if (name.find('/') == std::string::npos || !table.rooms.contains(other) || name.find("..") != std::string::npos)
            return "\"" + name + "\" names no room";
        return other == room || table.rooms.at(room).contains(other) ? "" : room + " -> " + other;
    }
    for (const auto& [start, rooms] : table.libraries) {
        if (!name.starts_with(start))
            continue;
        if (!rooms.contains(room))
            return room + " may not see <" + name + ">";
        if (header)
            return "a header may not see <" + name + ">";
    }
    // Whatever else has a file ending or a folder is the system's or fmt's, or a library that the table forgot.
    static const Words folders = {"fmt", "sys", "linux", "bits", "arpa", "netinet"};
    const std::size_t slash = name.find('/');
    if (slash != std::string::npos && !folders.contains(name.substr(0, slash)) &&
        std::none_of(table.libraries.begin(), table.libraries.end(), [&](const auto& l) { return name.starts_with(l.first); }))
        return "<" + name + "> belongs to a library that the table does not name";
    return {};
}

/// "file:line: what", sorted.
std::vector<std::string> faults_in(const fs::path& source, const Table& table)
{
    std::vector<std::string> faults;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(source)) {
        const bool header = entry.path().extension() == ".hpp";
        if (!header && entry.path().extension() != ".cpp")
            continue;
        const fs::path relative = entry.path().lexically_relative(source);
        const std::string room = relative.begin()->string();
        if (!table.rooms.contains(room)) {
            faults.push_back(relative.string() + ": " + room + " is no room");
            continue;
        }
        std::ifstream file(entry.path());
        int number = 0;
        for (std::string line; std::getline(file, line);) {
            ++number;
            const std::string include = include_of(line);
            const std::string fault = include.empty() ? "" : fault_of(include, room, header, table);
            if (!fault.empty())
                faults.push_back(relative.string() + ":" + std::to_string(number) + ": " + fault);
        }
    }
    std::sort(faults.begin(), faults.end());
    return faults;
}

const fs::path project = OGP_SOURCE_DIR;

/// A source tree of a few lines, removed again.
struct PlantedTree
{
    fs::path path;

    PlantedTree()
    {
        std::string name = (fs::temp_directory_path() / "ogp-layers-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~PlantedTree()
    {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    PlantedTree(const PlantedTree&) = delete;
    PlantedTree& operator=(const PlantedTree&) = delete;

    void add(const fs::path& file, const std::string& text) const
    {
        fs::create_directories((path / file).parent_path());
        std::ofstream(path / file) << text;
    }
};

} // namespace

TEST_CASE("layers: no room includes what the table does not allow")
{
    const Table table = read_table(project / "tests/structure/rooms.txt");
    const std::vector<std::string> faults = faults_in(project / "src", table);
    for (const std::string& fault : faults)
        UNSCOPED_INFO(fault);
    CHECK(faults.empty());
}

TEST_CASE("layers: planted faults are found, and only these")
{
    const Table table = read_table(project / "tests/structure/rooms.txt");
    const PlantedTree tree;
    tree.add("base/good.hpp", "#include \"base/text.hpp\"\n#include <string>\n#include <fmt/format.h>\n");
    tree.add("model/upwards.cpp", "#include \"model/case.hpp\"\n\n#include \"store/store.hpp\"\n");
    tree.add("ledger/spaced.cpp", "  #  include   \"cli/run.hpp\"\n");
    tree.add("store/near.hpp", "#include \"schema.hpp\"\n");
    tree.add("store/around.cpp", "#include \"base/../cli/run.hpp\"\n");
    tree.add("workflow/library.cpp", "#include <yaml-cpp/yaml.h>\n");
    tree.add("store/header.hpp", "#include <sqlite3.h>\n");
    tree.add("store/source.cpp", "#include <sqlite3.h>\n#include <sys/stat.h>\n// #include \"cli/run.hpp\"\n");
    tree.add("report/unknown.cpp", "#include <boost/any.hpp>\n");
    tree.add("elsewhere/file.cpp", "\n");
    tree.add("main.cpp", "#include \"cli/run.hpp\"\n#include \"store/store.hpp\"\n");
    CHECK(faults_in(tree.path, table) ==
          std::vector<std::string>{
              "elsewhere/file.cpp: elsewhere is no room",
              "ledger/spaced.cpp:1: ledger -> cli",
              "main.cpp:2: main.cpp -> store",
              "model/upwards.cpp:3: model -> store",
              "report/unknown.cpp:1: <boost/any.hpp> belongs to a library that the table does not name",
              "store/around.cpp:1: \"base/../cli/run.hpp\" names no room",
              "store/header.hpp:1: a header may not see <sqlite3.h>",
              "store/near.hpp:1: \"schema.hpp\" names no room",
              "workflow/library.cpp:1: workflow may not see <yaml-cpp/yaml.h>",
          });
}

TEST_CASE("layers: the build links the rooms as the table says")
{
    const Table table = read_table(project / "tests/structure/rooms.txt");
    std::ifstream file(project / "src/CMakeLists.txt");
    REQUIRE(file);
    std::map<std::string, Words> linked;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("ogp_room("))
            continue;
        std::replace_if(line.begin(), line.end(), [](char c) { return c == '(' || c == ')'; }, ' ');
        std::istringstream words(line);
        std::string word;
        std::string room;
        words >> word >> room;
        bool may = false;
        linked[room];
        while (words >> word) {
            if (word == "MAY" || word == "PRIVATE" || word == "SOURCES")
                may = word == "MAY";
            else if (may)
                linked[room].insert(word);
        }
    }
    std::map<std::string, Words> allowed = table.rooms;
    std::erase_if(allowed, [](const auto& room) { return room.first.ends_with(".cpp"); });
    CHECK(linked == allowed);
}
