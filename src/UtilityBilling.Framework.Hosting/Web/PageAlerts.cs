using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using UtilityBilling.Hosting.TagHelpers;

namespace UtilityBilling.Hosting.Web;

/// <summary>A message at the top of the page.</summary>
public sealed record PageAlert(Tone Tone, string Text);

/// <summary>Messages that outlive one redirect. They confirm; the trace of a money action is the entry itself.</summary>
public sealed class PageAlerts(ITempDataDictionary store)
{
    private const string Key = "ub-alerts";
    private const int Limit = 5;

    public void Success(string text) => Add(Tone.Success, text);

    public void Info(string text) => Add(Tone.Info, text);

    public void Warning(string text) => Add(Tone.Warning, text);

    public void Danger(string text) => Add(Tone.Danger, text);

    /// <summary>The waiting messages; reading them takes them away.</summary>
    public IReadOnlyList<PageAlert> Take() => Parse(store[Key] as string);

    /// <summary>What was told as done was undone after all.</summary>
    public void WithdrawSuccess()
    {
        var alerts = Parse(store.Peek(Key) as string);
        if (alerts.RemoveAll(a => a.Tone == Tone.Success) == 0)
            return;
        if (alerts.Count == 0)
            store.Remove(Key);
        else
            store[Key] = JsonSerializer.Serialize(alerts);
    }

    private void Add(Tone tone, string text)
    {
        var alerts = Parse(store.Peek(Key) as string);
        if (alerts.Count < Limit)
            store[Key] = JsonSerializer.Serialize<List<PageAlert>>([.. alerts, new PageAlert(tone, text)]);
    }

    private static List<PageAlert> Parse(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<PageAlert>>(json) ?? [];
}
