#include "documents/report_verify.hpp"

#include "app/clocks/clock_table.hpp"
#include "app/repository/unfinished_folder.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "documents/formats.hpp"
#include "documents/report_builder.hpp"
#include "documents/report_catalogue.hpp"
#include "documents/report_provenance.hpp"
#include "store/backup.hpp"
#include "store/cut.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <system_error>
#include <utility>

namespace ogp::documents {

namespace fs = std::filesystem;

namespace {

Error other_history(Localized message)
{
    return Error(Fault::Integrity, std::move(message));
}

/// The repository as it was when its log had so many events, in a folder of its own that goes away.
class Past
{
public:
    Past(const app::Repository& repository, std::uint64_t size, const Clock& clock)
        : m_folder(fs::temp_directory_path() / ("ogp-verify-" + to_hex(random_bytes(8)))), m_cleanup(m_folder)
    {
        const fs::path data = m_folder / ".ogp";
        make_folders(data);
        std::error_code failed;
        fs::permissions(m_folder, fs::perms::owner_all, failed);
        store::copy_database(repository.data_folder() / "ogp.db", data / "ogp.db");
        // Without keys.db: a report says nothing that is sealed, and its keys belong in no other folder.
        if (fs::exists(repository.data_folder() / "config.yaml", failed))
            write_file(data / "config.yaml", read_file(repository.data_folder() / "config.yaml"));
        fs::create_directory_symlink(fs::absolute(repository.data_folder() / "blobs"), data / "blobs", failed);
        if (failed)
            throw Error(Fault::Io, say("{}: ვერ შეიქმნა: {}", "{}: cannot be made: {}", (data / "blobs").string(), failed.message()));
        store::cut_log(data, size);
        m_repository = std::make_unique<app::Repository>(
            app::OpenOptions{.folder = m_folder, .access = store::Access::Write, .actor = {}, .role = {}, .clock = clock});
        app::rebuild_repository(*m_repository);
    }

    app::Repository& repository() { return *m_repository; }

private:
    fs::path m_folder;
    app::UnfinishedFolder m_cleanup;
    std::unique_ptr<app::Repository> m_repository; ///< before the folder goes
};

class Verification
{
public:
    Verification(app::Repository& repository, const fs::path& file, const PdfSearch& search)
        : m_repository(repository), m_file(file), m_search(search)
    {
        std::error_code failed;
        const bool is_folder = fs::is_directory(m_file, failed);
        const fs::path folder = is_folder ? m_file : m_file.parent_path();
        const bool is_csv = is_folder || (m_file.extension() != ".json" && fs::exists(folder / "provenance.json", failed)) || m_file.filename() == "provenance.json";
        m_folder = is_csv ? folder : fs::path();
        m_result.provenance = read_provenance(read_file(is_csv ? folder / "provenance.json" : m_file));
    }

    VerifiedReport run()
    {
        const Json& made = m_result.provenance;
        check_history();
        const auto now = Instant::parse(made.text("now"));
        const auto as_of = Date::parse(made.text("as_of"));
        if (!now || !as_of)
            throw Error(Fault::Invalid, {"ფაილში დრო არ იკითხება", "the times in the file cannot be read"});
        const ReportTemplate report = load_report(m_repository, made.text("report"));
        m_result.template_changed = sha256(report.document().text()).hex() != made.text("template");
        m_result.program_changed = made.text("generator") != fmt::format("ogp {}", version());
        const ReportRequest request{.parameters = made["parameters"], .as_of = *as_of};
        const Clock clock{*now, ClockSource::Set};
        const auto size = static_cast<std::uint64_t>(made["size"].as_integer());
        if (size == m_repository.store().head().size) {
            const Clock before = m_repository.clock();
            m_repository.set_clock(clock);
            const report::Document document = build_report(m_repository, report, request);
            m_repository.set_clock(before);
            compare(document);
        } else {
            Past past(m_repository, size, clock);
            if (past.repository().store().head().root.hex() != made.text("root"))
                throw other_history({"ჟურნალს მაშინ სხვა ფესვი ჰქონდა: ისტორია შეცვლილია", "the log had another root then: history has changed"});
            compare(build_report(past.repository(), report, request));
        }
        return std::move(m_result);
    }

private:
    void check_history() const
    {
        const Json& made = m_result.provenance;
        const store::Head head = m_repository.store().head();
        if (made.text("repository") != m_repository.store().identity().repository.hex())
            throw other_history(say("ფაილი სხვა საცავისაა: {}", "the file is of another repository: {}", printable(made.text("repository"))));
        const std::int64_t size = made["size"].as_integer();
        if (size < 0 || static_cast<std::uint64_t>(size) > head.size)
            throw other_history(say("ფაილი {} მოვლენისგან შეიქმნა, ჟურნალში კი {} არის", "the file was made from {} events, and the log has {}", size, head.size));
        if (static_cast<std::uint64_t>(size) == head.size && made.text("root") != head.root.hex())
            throw other_history({"ჟურნალს სხვა ფესვი აქვს: ისტორია შეცვლილია", "the log has another root: history has changed"});
    }

    void compare(const report::Document& document)
    {
        const Json& made = m_result.provenance;
        const std::vector<std::string> formats{made.text("format")};
        const std::unique_ptr<const PdfMaker> pdf =
            pdf_maker(formats, m_search, made.find("standard") != nullptr ? PdfOptions{made.text("standard")} : PdfOptions{});
        const Language language = made.text("language") == "ka" ? Language::Ka : Language::En;
        // A page that was made in both languages refers to the other one.
        const std::array<std::vector<Language>, 2> choices = {std::vector{language}, std::vector{Language::Ka, Language::En}};
        for (const std::vector<Language>& languages : choices) {
            std::vector<DocumentFile> files;
            const std::string ending = "." + std::string(code(language)) + ".";
            for (DocumentFile& file : render(document, formats, languages, pdf.get()))
                if (made.text("language").empty() || languages.size() == 1 || file.name.find(ending) != std::string::npos)
                    files.push_back(std::move(file));
            if (are_same(files))
                return;
        }
        if (pdf != nullptr)
            require_engine_of(made, *pdf);
    }

    /// Another engine, or another version of it, makes other bytes of the same document: that says nothing of who changed what.
    static void require_engine_of(const Json& made, const PdfMaker& pdf)
    {
        if (const std::string engine = made.text("engine"); engine != pdf.engine().text())
            throw Error(Fault::Io, say("PDF შექმნილია სხვა პროგრამით: {}; აქ არის {}", "the PDF was made by {}, and here is {}", printable(engine), pdf.engine().text()),
                        {"დააყენეთ იგივე პროგრამა და ვერსია (OGP_TYPST), ან შეადარეთ სხვა ფორმატი", "install the same engine and version (OGP_TYPST), or verify another format"});
    }

    bool are_same(const std::vector<DocumentFile>& files)
    {
        m_result.is_same = true;
        for (const DocumentFile& file : files) {
            const fs::path path = m_folder.empty() ? m_file : m_folder / fs::path(file.name).filename();
            std::error_code failed;
            const std::string there = fs::exists(path, failed) ? read_file(path) : std::string();
            if (there == file.bytes)
                continue;
            const auto [left, right] = std::mismatch(there.begin(), there.end(), file.bytes.begin(), file.bytes.end());
            m_result.is_same = false;
            m_result.file = path.string();
            m_result.offset = static_cast<std::size_t>(left - there.begin());
            return false;
        }
        return true;
    }

    app::Repository& m_repository;
    fs::path m_file;
    const PdfSearch& m_search;
    fs::path m_folder; ///< of CSV
    VerifiedReport m_result;
};

} // namespace

VerifiedReport verify_report(app::Repository& repository, const fs::path& file, const PdfSearch& search)
{
    return Verification(repository, file, search).run();
}

} // namespace ogp::documents
