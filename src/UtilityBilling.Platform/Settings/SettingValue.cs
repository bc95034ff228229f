using UtilityBilling.Domain;

namespace UtilityBilling.Platform.Settings;

/// <summary>What a town set, from which day on, by whom and why. The latest entry for the latest day counts; nothing is ever changed.</summary>
internal sealed class SettingValue : AppendOnlyEntity
{
    public required string Name { get; init; }
    public required string Value { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    public required string Reason { get; init; }
    public required Guid EnteredBy { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
}
