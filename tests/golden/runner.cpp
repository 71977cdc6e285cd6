#include "sandbox.hpp"
#include "script.hpp"

#include "base/error.hpp"
#include "base/file.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

// Runs .test files (script.hpp tells their form). Exit status: 0 all as expected, 1 something is not, 2 the runner itself
// failed, 77 skipped because data that a file needs are not here.

namespace ogp::golden {
namespace {

constexpr int mismatch = 1;
constexpr int failed = 2;
constexpr int skipped = 77;

struct Options
{
    std::filesystem::path program;
    std::filesystem::path source = ".";
    std::vector<std::filesystem::path> files;
    bool update = false;
    bool expect_mismatch = false;
};

Options read_options(const std::vector<std::string>& words)
{
    Options options;
    for (auto word = words.begin(); word != words.end(); ++word) {
        if (*word == "--update")
            options.update = true;
        else if (*word == "--expect-mismatch")
            options.expect_mismatch = true;
        else if (*word == "--program" && std::next(word) != words.end())
            options.program = std::filesystem::absolute(*++word);
        else if (*word == "--source" && std::next(word) != words.end())
            options.source = *++word;
        else
            options.files.emplace_back(*word);
    }
    options.source = std::filesystem::canonical(options.source);
    return options;
}

void print_lines(const char* mark, const std::vector<std::string>& lines)
{
    for (const std::string& line : lines)
        std::printf("  %s %s\n", mark, line.c_str());
}

class Run
{
public:
    Run(const Options& options, std::filesystem::path file) : m_options(options), m_file(std::move(file)) {}

    int execute()
    {
        Script script = read_script(read_file(m_file));
        for (const std::string& need : script.needs)
            if (!std::filesystem::exists(m_options.source / need)) {
                std::printf("SKIPPED %s: %s is not here\n", m_file.c_str(), need.c_str());
                return skipped;
            }
        if (script.steps.empty()) {
            std::printf("%s: no commands\n", m_file.c_str());
            return failed;
        }
        Sandbox sandbox{m_options.program, m_options.source};
        for (Step& step : script.steps)
            check(step, sandbox.run(step.command));
        if (m_options.update)
            write_file(m_file, write_script(script));
        return m_wrong == 0 ? 0 : mismatch;
    }

private:
    void check(Step& step, const Outcome& outcome)
    {
        if (m_options.update) {
            step.exit = outcome.exit;
            if (step.out)
                step.out = lines_of(outcome.out);
            if (step.err)
                step.err = lines_of(outcome.err);
            return;
        }
        const bool exit_wrong = step.exit != outcome.exit;
        if (exit_wrong) {
            complain(step, "exit status");
            std::printf("  - %d\n  + %d\n", step.exit, outcome.exit);
        }
        compare(step, "stdout", step.out, lines_of(outcome.out));
        compare(step, "stderr", step.err, lines_of(outcome.err));
        if (exit_wrong && !step.err)
            print_lines("stderr:", lines_of(outcome.err));
    }

    void compare(const Step& step, const char* what, const std::optional<std::vector<std::string>>& expected,
                 const std::vector<std::string>& actual)
    {
        if (!expected || *expected == actual)
            return;
        complain(step, what);
        print_lines("-", *expected);
        print_lines("+", actual);
    }

    void complain(const Step& step, const char* what)
    {
        ++m_wrong;
        std::printf("%s:%zu: %s is not as expected (-) but (+)\n  $ %s\n", m_file.c_str(), step.line, what, step.command.c_str());
    }

    const Options& m_options;
    std::filesystem::path m_file;
    int m_wrong = 0;
};

int run(const Options& options)
{
    int worst = 0;
    for (const std::filesystem::path& file : options.files) {
        int status = Run{options, file}.execute();
        if (options.expect_mismatch)
            status = status == mismatch ? 0 : failed;
        if (status == skipped && options.files.size() > 1)
            status = 0;
        worst = std::max(worst, status);
    }
    return worst;
}

} // namespace
} // namespace ogp::golden

int main(int argc, char** argv)
{
    try {
        const auto options = ogp::golden::read_options({argv + 1, argv + argc});
        if (options.program.empty() || options.files.empty()) {
            std::puts("usage: ogp_golden --program PROGRAM [--source DIR] [--update] [--expect-mismatch] FILE.test...");
            return ogp::golden::failed;
        }
        return ogp::golden::run(options);
    } catch (const std::exception& error) {
        std::printf("ogp_golden: %s\n", error.what());
        return ogp::golden::failed;
    }
}
