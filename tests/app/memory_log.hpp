#pragma once

#include "base/error.hpp"
#include "store/shared_log.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ogp::app {

/// What a database would hold.
struct MemoryStream
{
    std::vector<store::SharedStretch> stretches;
    std::map<Hash, store::WorkflowRow> workflows;
    std::map<Hash, std::string> sources;
    const void* holder = nullptr; ///< who has the lock

    enum class Fault { None, BeforeCommit, AfterCommit, Forget } next = Fault::None;
    int behind = 0; ///< how often somebody was found behind

    std::uint64_t size() const { return stretches.empty() ? 0 : stretches.back().size(); }
};

/// A shared log in memory, of one thread, with faults on demand: the connection lost before the commit arrived, the process gone after
/// it did, and a database that says it has kept what it has not, which the tests must notice.
class MemoryLog : public store::SharedLog
{
public:
    explicit MemoryLog(MemoryStream& stream) : m_stream(stream) {}
    ~MemoryLog() override { release(); }

    static MemoryStream& stream(const std::string& url)
    {
        static std::map<std::string, MemoryStream> streams;
        return streams[url];
    }
    static std::unique_ptr<store::SharedLog> open(const std::string& url, const RepositoryId&)
    {
        return std::make_unique<MemoryLog>(stream(url));
    }

    store::SharedHead head() override
    {
        return m_stream.stretches.empty() ? store::SharedHead{} : store::SharedHead{m_stream.size(), m_stream.stretches.back().checkpoint};
    }
    store::SharedHead lock() override
    {
        if (m_stream.holder != nullptr)
            throw Error(Fault::Internal, {"ჩაკეტილია", "locked twice"});
        m_stream.holder = this;
        return head();
    }
    void release() noexcept override
    {
        if (m_stream.holder == this)
            m_stream.holder = nullptr;
    }
    void append(const store::SharedStretches& stretches) override
    {
        if (m_stream.holder != this)
            throw Error(Fault::Internal, {"ჩაკეტილი არ არის", "not locked"});
        const auto fault = std::exchange(m_stream.next, MemoryStream::Fault::None);
        release();
        if (fault == MemoryStream::Fault::BeforeCommit)
            throw Error(Fault::Io, {"კავშირი გაწყდა", "the connection was lost"});
        if (fault != MemoryStream::Fault::Forget)
            stretches([&](const store::SharedStretch& stretch) {
                if (stretch.first != m_stream.size())
                    throw Error(Fault::Conflict, {"სხვაგან", "out of place"});
                m_stream.stretches.push_back(stretch);
            });
        if (fault == MemoryStream::Fault::AfterCommit)
            throw Error(Fault::Io, {"პროცესი მოკვდა", "the process died"});
    }
    void read(std::uint64_t size, const std::function<bool(const store::SharedStretch&)>& visit) override
    {
        ++m_stream.behind;
        for (const store::SharedStretch& stretch : m_stream.stretches)
            if (stretch.first >= size && !visit(stretch))
                return;
    }
    void keep(const store::SharedDefinitions& definitions) override
    {
        for (const store::WorkflowRow& row : definitions.workflows)
            m_stream.workflows.emplace(row.hash, row);
        for (const auto& [hash, content] : definitions.sources)
            m_stream.sources.emplace(hash, content);
    }
    store::SharedDefinitions definitions() override
    {
        store::SharedDefinitions definitions;
        for (const auto& [hash, row] : m_stream.workflows)
            definitions.workflows.push_back(row);
        for (const auto& [hash, content] : m_stream.sources)
            definitions.sources.emplace_back(hash, content);
        return definitions;
    }
    void erase(const std::vector<std::string>& subjects) override
    {
        for (store::SharedStretch& stretch : m_stream.stretches)
            for (store::SharedBatch& batch : stretch.batches)
                for (store::SharedEvent& event : batch.events)
                    std::erase_if(event.sealed, [&](const store::SealedField& field) {
                        return std::find(subjects.begin(), subjects.end(), field.subject) != subjects.end();
                    });
    }
    std::string place() const override { return "memory"; }

private:
    MemoryStream& m_stream;
};

} // namespace ogp::app
