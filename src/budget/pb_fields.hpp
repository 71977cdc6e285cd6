#pragma once

#include <span>
#include <string_view>

namespace ogp::budget {

enum class FieldKind { Text, Whole, Number, Date, Flag, Selected, Comment, Code, Sex, Age, Method };
enum class FieldNeed { Optional, Obligatory };

/// A key of META or a column, in the order of the format (https://pabulib.org/format).
struct PbField
{
    std::string_view name;
    FieldKind kind = FieldKind::Text;
    FieldNeed need = FieldNeed::Optional;
};

std::span<const PbField> meta_fields();
std::span<const PbField> project_fields();
std::span<const PbField> vote_fields();

/// Whether the text is what the field may hold. An empty text is the caller's matter.
bool suits(const PbField& field, std::string_view text);

/// dd.mm.yyyy or yyyy as yyyymmdd, a year as its first day; 0 for anything else and for days that do not exist.
int day_of(std::string_view text);

} // namespace ogp::budget
