using System.Text.Json;
using System.Text.Json.Serialization;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Writes rated lines and their steps as compact JSON and reads them back; the names are stable and told in docs/tariffs.md.</summary>
public static class RatedLineJson
{
    public static string Write(IReadOnlyList<RatedLine> lines) => JsonSerializer.Serialize(lines, RatedLineContext.Default.IReadOnlyListRatedLine);

    /// <summary>Writes a line's steps as a JSON array into a document that is being written.</summary>
    public static void WriteSteps(Utf8JsonWriter json, RatedStep[] steps) => JsonSerializer.Serialize(json, steps, RatedLineContext.Default.RatedStepArray);

    public static IReadOnlyList<RatedLine> Read(string json) => JsonSerializer.Deserialize(json, RatedLineContext.Default.IReadOnlyListRatedLine) ?? [];
}

[JsonSourceGenerationOptions(Converters = [typeof(StepKindConverter), typeof(PricePeriodConverter), typeof(RoundingRuleConverter)])]
[JsonSerializable(typeof(IReadOnlyList<RatedLine>))]
[JsonSerializable(typeof(RatedStep[]))]
internal sealed partial class RatedLineContext : JsonSerializerContext;

internal sealed class StepKindConverter() : JsonStringEnumConverter<StepKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

internal sealed class PricePeriodConverter() : JsonStringEnumConverter<PricePeriod>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

internal sealed class RoundingRuleConverter : JsonConverter<RoundingRule>
{
    public override RoundingRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RoundingRule.TryParse(reader.GetString() ?? "", out var rule) ? rule : throw new JsonException("A rounding is written like halfUp/2.");

    public override void Write(Utf8JsonWriter writer, RoundingRule value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
