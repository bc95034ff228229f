namespace UtilityBilling.Platform.EntityFrameworkCore;

/// <summary>What a person typed, as a pattern of ILIKE for short lists; long ones go through the search index.</summary>
internal static class LikePattern
{
    /// <summary>Null where nothing was typed.</summary>
    public static string? Containing(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : $"%{text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
