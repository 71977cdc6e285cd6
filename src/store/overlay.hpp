#pragma once

#include "store/database.hpp"

#include <cstdint>

namespace ogp::store {

/// Keeps what is confirmed apart from what events that wait make of it: before such an event changes the row of a case for the
/// first time, row, clocks and stay are copied. So the projection is what the case will be, and can go back at any time.
class Overlay
{
public:
    explicit Overlay(Database& database) : m_database(database) {}

    /// The case is about to be changed. Does nothing where it is kept already, or began with an event that waits.
    void keep(std::int64_t case_id);
    /// The same for all parts of a case.
    void keep_parts(std::int64_t case_id);
    /// Puts everything back, and forgets the copies.
    void retract();
    /// The same for clocks and stays alone, where the cases are made anew from the log.
    void retract_clocks();

private:
    Database& m_database;
};

/// The rows of cases as they are confirmed, as a table expression with the columns of case_; `case_` itself where nothing waits.
const char* confirmed_cases(Database& database);

} // namespace ogp::store
