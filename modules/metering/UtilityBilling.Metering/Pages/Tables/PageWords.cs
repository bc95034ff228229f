using System.Globalization;
using UtilityBilling.Hosting.TagHelpers;
using UtilityBilling.Localization;
using UtilityBilling.Metering.Reads;

namespace UtilityBilling.Metering.Pages.Tables;

/// <summary>Small words and shapes that the pages share.</summary>
internal static class PageWords
{
    public static string Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string Number(decimal? value) => value?.ToString("#,0.###", CultureInfo.InvariantCulture) ?? "";

    public static string Size(long bytes) => bytes < 1024 * 1024 ? $"{Math.Max(1, bytes / 1024)} KB" : $"{(bytes / 1024m / 1024m).ToString("0.#", CultureInfo.InvariantCulture)} MB";

    public static Tone ToneOf(ReadFileState state) => state switch
    {
        ReadFileState.Imported => Tone.Success,
        ReadFileState.Previewed => Tone.Info,
        ReadFileState.Reversed => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(ReadLineOutcome outcome) => outcome switch
    {
        ReadLineOutcome.Accepted => Tone.Success,
        ReadLineOutcome.Exception or ReadLineOutcome.Missing => Tone.Warning,
        ReadLineOutcome.Rejected or ReadLineOutcome.Unknown => Tone.Danger,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(ReadExceptionState state) => state switch
    {
        ReadExceptionState.Accepted or ReadExceptionState.Cleared => Tone.Success,
        ReadExceptionState.Estimated or ReadExceptionState.Held or ReadExceptionState.ReRead => Tone.Info,
        _ => Tone.Warning,
    };

    public static Tone ToneOf(ReadState? state) => state switch
    {
        ReadState.Accepted => Tone.Success,
        ReadState.Received => Tone.Warning,
        _ => Tone.Neutral,
    };

    /// <summary>Usages as bars; estimated ones are hatched and say so.</summary>
    public static IReadOnlyList<ChartBar> Bars(IEnumerable<UsagePointDto> history, string estimated) =>
        [.. history.Select(h => new ChartBar(h.Date.ToString("MMM", CultureInfo.GetCultureInfo(LocalizationCatalog.CurrentLanguage)), h.Usage, h.IsEstimated ? estimated : null, Iso(h.Date)))];

    /// <summary>A small graph in words: the last usages, oldest first.</summary>
    public static string InWords(IEnumerable<UsagePointDto> history, string unit) => string.Join(", ", history.Select(h => $"{Iso(h.Date)}: {Number(h.Usage)} {unit}"));
}
