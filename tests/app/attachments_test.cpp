#include "app/cases/attachments.hpp"

#include "app/cases/cases.hpp"
#include "app/cases/history.hpp"
#include "app/trial_repository.hpp"
#include "app/trust/check.hpp"
#include "app/trust/proofs.hpp"
#include "fault_of.hpp"
#include "store/subject_keys.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::app;

namespace {

namespace fs = std::filesystem;

const std::string request_workflow = OGP_SOURCE_DIR "/tests/data/workflows/request.yaml";

/// A repository with one case, and files beside it.
class Desk
{
public:
    explicit Desk(const std::string& workflow = {}) : trial(workflow.empty() ? std::vector<std::string>{} : std::vector{workflow})
    {
        Repository repository = trial.open();
        if (workflow.empty()) {
            import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\ncommitments:\n- id: I\n  title: {en: C}\n"
                                    "  milestones:\n  - {id: I.1, title: {en: M}, end: 2019-03}\n");
            uid = repository.resolve("I.1").subject.uid;
            return;
        }
        Change change(repository);
        uid = change.open("request", Json::object({{"subject", "s"}, {"applicant", Json::object({{"name", "Nana"}})}})).subject.uid;
        change.commit();
    }
    fs::path file(const std::string& name, const std::string& content) const
    {
        write_file(trial.folder() / name, content);
        return trial.folder() / name;
    }
    void attach(const fs::path& path, const std::string& name = {}) const
    {
        Repository repository = trial.open();
        const IncomingFile incoming(path, name);
        Change change(repository);
        change.attach(uid, incoming);
        change.commit();
    }
    store::CaseRow row(const Repository& repository) const { return repository.store().find(uid).value(); }

    TrialRepository trial;
    CaseUid uid;
};

std::string content_of(const Repository& repository, const CaseFile& file)
{
    std::string content;
    read_file_of(repository, file, [&](std::string_view piece) { content += piece; });
    return content;
}

bool stored_anywhere(const fs::path& folder, const std::string& text)
{
    return std::any_of(fs::recursive_directory_iterator(folder), fs::recursive_directory_iterator(), [&](const auto& entry) {
        return entry.is_regular_file() && read_file(entry.path()).find(text) != std::string::npos;
    });
}

std::size_t blob_count(const fs::path& folder)
{
    return static_cast<std::size_t>(std::count_if(fs::recursive_directory_iterator(folder / ".ogp" / "blobs"),
                                                  fs::recursive_directory_iterator(),
                                                  [](const auto& entry) { return entry.is_regular_file(); }));
}

} // namespace

TEST_CASE("a file is attached, listed, checked, proved and got back")
{
    const Desk desk;
    desk.attach(desk.file("letter.pdf", "%PDF-1.7 letter"));
    Repository repository = desk.trial.open();
    const store::CaseRow row = desk.row(repository);
    REQUIRE(row.subject.attachments.size() == 1);
    CHECK(row.subject.attachments[0] == model::Attachment{"letter.pdf", sha256("%PDF-1.7 letter"), 15, "application/pdf"});
    CHECK(content_of(repository, find_file(repository, row, "letter.pdf")) == "%PDF-1.7 letter");
    CHECK(find_file(repository, row, sha256("%PDF-1.7 letter").hex().substr(0, 8)).attachment.name == "letter.pdf");
    CHECK(check_repository(repository).findings.empty());
    const std::string proof = prove(repository, row.subject.uid.hex());
    CHECK_THAT(proof, Catch::Contains(sha256("%PDF-1.7 letter").hex()));
    const Json shown = show_case(repository, row).json;
    CHECK(to_json(shown["files"]) == "[" + to_json(to_json(row.subject.attachments[0])) + "]");
    const report::Table table = blame(repository, row);
    CHECK(std::any_of(table.rows.begin(), table.rows.end(), [](const auto& cells) { return cells[0].value == Json("files"); }));
    repository.store().rebuild();
    CHECK(desk.row(repository).subject == row.subject);
}

TEST_CASE("the same file under the same name is no change")
{
    const Desk desk;
    const fs::path letter = desk.file("letter.txt", "words");
    desk.attach(letter);
    const std::uint64_t size = desk.trial.open().store().head().size;
    desk.attach(letter);
    CHECK(desk.trial.open().store().head().size == size);
    desk.attach(letter, "copy.txt");
    CHECK(desk.trial.open().store().head().size == size + 1);
    // Of several files of one name the newest is meant.
    desk.attach(desk.file("letter.txt", "other words"));
    Repository repository = desk.trial.open();
    CHECK(content_of(repository, find_file(repository, desk.row(repository), "letter.txt")) == "other words");
    CHECK(files_of(repository, desk.row(repository)).size() == 3);
}

TEST_CASE("nothing is kept of a change that is not committed")
{
    const Desk desk;
    const fs::path letter = desk.file("letter.txt", "words");
    const std::size_t before = blob_count(desk.trial.folder());
    {
        Repository repository = desk.trial.open();
        const IncomingFile incoming(letter);
        Change change(repository);
        change.attach(desk.uid, incoming);
        CHECK(blob_count(desk.trial.folder()) == before + 1);
    }
    CHECK(blob_count(desk.trial.folder()) == before);
    // Neither where the role may not attach: the importer may not comment either.
    Repository importer = desk.trial.open("importer");
    const IncomingFile incoming(letter);
    CHECK(fault_of([&] {
              Change change(importer);
              change.attach(desk.uid, incoming);
          }) == Fault::Forbidden);
    CHECK(blob_count(desk.trial.folder()) == before);
}

TEST_CASE("a lost or changed file is found")
{
    const Desk desk;
    desk.attach(desk.file("letter.txt", "words"));
    Repository repository = desk.trial.open();
    const fs::path blob = store::Blobs(repository.data_folder() / "blobs").path(sha256("words"));
    write_file(blob, "wordz");
    auto findings = check_repository(repository).findings;
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "blob_damaged");
    CHECK_THAT(findings[0].message.en, Catch::Contains("letter.txt"));
    CHECK(fault_of([&] { content_of(repository, find_file(repository, desk.row(repository), "letter.txt")); }) == Fault::Integrity);
    fs::remove(blob);
    findings = check_repository(repository).findings;
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "blob_missing");
    CHECK_THAT(findings[0].message.en, Catch::Contains("backup"));
    CHECK(fault_of([&] { content_of(repository, find_file(repository, desk.row(repository), "letter.txt")); }) == Fault::NotFound);
    // Attached again under another name, the content is there again.
    desk.attach(desk.file("letter.txt", "words"), "again.txt");
    CHECK(check_repository(repository).findings.empty());
}

TEST_CASE("a citizen's file is encrypted, its name too, and goes with its key")
{
    const Desk desk(request_workflow);
    const std::string content = "canarycontent" + std::string(100'000, 'x');
    const fs::path letter = desk.file("canaryname.txt", content);
    desk.attach(letter);
    fs::remove(letter);
    for (const char* canary : {"canaryname", "canarycontent"})
        CHECK_FALSE(stored_anywhere(desk.trial.folder(), canary));
    Repository repository = desk.trial.open();
    const store::CaseRow row = desk.row(repository);
    REQUIRE(row.subject.attachments.size() == 1);
    CHECK(row.subject.attachments[0].is_sealed());
    const CaseFile file = find_file(repository, row, "canaryname.txt");
    CHECK(file.attachment.size == static_cast<std::int64_t>(content.size()));
    CHECK(content_of(repository, file) == content);
    CHECK(check_repository(repository).findings.empty());
    CHECK_THAT(to_json(show_case(repository, row).json), Catch::Contains("canaryname.txt"));
    CHECK(fault_of([&] { content_of(repository, CaseFile{file.attachment, file.blob, {}, {}, {}, {}, std::string(16, 'z')}); }) ==
          Fault::NotFound);
}

TEST_CASE("a file must be what the rules say")
{
    const Desk desk;
    CHECK(fault_of([&] { IncomingFile(desk.trial.folder()); }) == Fault::Io);
    CHECK(fault_of([&] { IncomingFile(desk.trial.folder() / "nothing"); }) == Fault::NotFound);
    CHECK(fault_of([&] { IncomingFile("/dev/zero"); }) == Fault::Invalid);
    const fs::path text = desk.file("photo.jpg", "no photo");
    CHECK(fault_of([&] { IncomingFile(text, {}, {.accept = {"image/*"}}); }) == Fault::Invalid);
    CHECK(fault_of([&] { IncomingFile(text, {}, {.accept = {}, .max_size = 7}); }) == Fault::Invalid);
    CHECK(IncomingFile(text, {}, {.accept = {"image/*", "text/plain"}, .max_size = 8}).attachment().media_type == "text/plain");
    CHECK(IncomingFile(text, "../../etc/passwd").attachment().name == "passwd");
    CHECK(IncomingFile(desk.file("empty", "")).attachment().size == 0);
}

TEST_CASE("a picture is cleaned where the rules say so")
{
    const Desk desk;
    const std::string clean = "\xFF\xD8\xFF\xD9";
    const fs::path photo = desk.file("photo.jpg", std::string("\xFF\xD8\xFF\xFE\x00\x05GPS\xFF\xD9", 11) + "trailer");
    Repository repository = desk.trial.open();
    const model::Attachment kept =
        keep_attachment(repository, photo, {}, {.metadata = FileRules::Metadata::Strip});
    CHECK(kept.hash == sha256(clean));
    CHECK(kept.size == 4);
    CHECK(store::Blobs(repository.data_folder() / "blobs").get(kept.hash) == clean);
    const fs::path broken = desk.file("broken.jpg", "\xFF\xD8\xFF\xE0");
    CHECK(fault_of([&] { IncomingFile(broken, {}, {.metadata = FileRules::Metadata::Strip}); }) == Fault::Invalid);
}
