using System.Text.Json;
using System.Text.Json.Serialization;

namespace UtilityBilling.Billing.Calendars;

/// <summary>Rules and moves as they are kept.</summary>
internal static class CalendarRulesJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static CalendarRules Read(string document) => JsonSerializer.Deserialize<CalendarRules>(document, Options)!;

    public static string Write(CalendarRules rules) => JsonSerializer.Serialize(rules, Options);

    public static IReadOnlyList<DateMove> ReadMoves(string? document) => document is null ? [] : JsonSerializer.Deserialize<List<DateMove>>(document, Options)!;

    public static string? WriteMoves(IReadOnlyList<DateMove> moves) => moves.Count == 0 ? null : JsonSerializer.Serialize(moves, Options);
}
