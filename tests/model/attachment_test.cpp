#include "model/attachment.hpp"

#include "base/hash.hpp"
#include "model/case.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using model::Attachment;

namespace {

Attachment letter()
{
    return {"letter.pdf", sha256("content"), 7, "application/pdf"};
}

} // namespace

TEST_CASE("an attachment and its JSON are the same")
{
    const Json json = to_json(letter());
    CHECK(to_json(json) == R"({"name":"letter.pdf","sha256":")" + letter().hash.hex() + R"(","size":7,"type":"application/pdf"})");
    CHECK(model::attachment_from(json) == letter());
}

TEST_CASE("what is no attachment is refused")
{
    const auto changed = [](const char* key, Json value) {
        Json json = to_json(letter());
        json.set(key, std::move(value));
        return json;
    };
    CHECK_FALSE(model::attachment_from(Json("letter.pdf")));
    CHECK_FALSE(model::attachment_from(changed("name", "../letter.pdf")));
    CHECK_FALSE(model::attachment_from(changed("name", "")));
    CHECK_FALSE(model::attachment_from(changed("name", 7)));
    CHECK_FALSE(model::attachment_from(changed("sha256", "abc")));
    CHECK_FALSE(model::attachment_from(changed("size", -1)));
    CHECK_FALSE(model::attachment_from(changed("size", "7")));
    CHECK_FALSE(model::attachment_from(changed("type", "text/html; charset=utf-8")));
    CHECK_FALSE(model::attachment_from(changed("type", "pdf")));
    CHECK_FALSE(model::attachment_from(changed("extra", true)));
    Json json = to_json(letter());
    json.erase("size");
    CHECK_FALSE(model::attachment_from(json));
}

TEST_CASE("file names lose what could do harm")
{
    using model::clean_file_name;
    CHECK(clean_file_name("ოქმი 2019.pdf") == "ოქმი 2019.pdf");
    CHECK(clean_file_name("/etc/passwd") == "passwd");
    CHECK(clean_file_name("..\\..\\boot.ini") == "boot.ini");
    CHECK(clean_file_name("../..") == "file");
    CHECK(clean_file_name("") == "file");
    CHECK(clean_file_name(" .hidden. ") == "hidden");
    CHECK(clean_file_name("a\x1b[31mb\n.txt") == "a[31mb .txt");
    CHECK(clean_file_name("gnp\u202Efdp.exe") == "gnpfdp.exe");
    CHECK(clean_file_name("in\u200Bvisible") == "invisible");
    CHECK(clean_file_name("a<b>:\"c|?*") == "a_b___c___");
    CHECK(clean_file_name("bad\xFF\xFEname") == "badname");
    CHECK(clean_file_name("e\u0301.txt") == "\u00E9.txt");
}

TEST_CASE("a long file name keeps its extension and whole letters")
{
    std::string long_name;
    for (int i = 0; i < 100; ++i)
        long_name += "ა";
    const std::string clean = model::clean_file_name(long_name + ".pdf");
    CHECK(clean.size() <= model::longest_file_name);
    CHECK(clean.ends_with("ა.pdf"));
    CHECK(model::is_file_name(clean));
    CHECK(model::clean_file_name(std::string(300, 'a')).size() == model::longest_file_name);
    CHECK(model::is_file_name(model::clean_file_name(std::string(300, '.') + "x")));
}

TEST_CASE("a case keeps its files in the order in which they came")
{
    model::Case subject;
    model::Event open;
    open.to = "planned";
    model::apply(subject, open, sha256("open"));
    model::Event attach;
    attach.op = model::Op::Attach;
    attach.attachments = {letter()};
    model::apply(subject, attach, sha256("attach"));
    model::Event sealed;
    sealed.op = model::Op::Attach;
    sealed.blobs = {sha256("ciphertext")};
    sealed.sealed.emplace("blobs", sha256("commitment"));
    model::apply(subject, sealed, sha256("sealed"));
    CHECK(subject.attachments == std::vector<Attachment>{letter(), {{}, sha256("ciphertext"), 0, {}}});
    CHECK(subject.attachments[1].is_sealed());
    CHECK(subject.version == 3);
    // The commitment is none of the case's fields.
    CHECK(subject.sealed.empty());
}
