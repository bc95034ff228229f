using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Shouldly;
using UtilityBilling.TestBase;

namespace UtilityBilling.IntegrationTests.Tenants;

/// <summary>Puts ids into addresses and forms, and fills forms as a person would.</summary>
internal static class RouteRequests
{
    /// <summary>The address with its places filled in. Places of the query that have no value are left out.</summary>
    public static string Address(RouteHandler handler, Func<string, string?> value)
    {
        var path = handler.Route;
        foreach (var slot in handler.Slots.Where(s => s.Place == SlotPlace.Route))
            path = System.Text.RegularExpressions.Regex.Replace(path, $@"\{{{slot.Name}[^}}]*\}}", value(slot.Name) ?? "");
        var query = handler.Slots.Where(s => s.Place == SlotPlace.Query && value(s.Name) is not null).Select(s => $"{s.Name}={Uri.EscapeDataString(value(s.Name)!)}").ToList();
        if (handler.Handler is { } name && handler.Method == "POST")
            query.Insert(0, $"handler={name}");
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>What a browser would send of the page's form for the handler, empty boxes filled. Without such a form only the proof of origin.</summary>
    public static async Task<List<KeyValuePair<string, string>>> FormAsync(HttpClient client, string page, string? handler)
    {
        using var response = await client.GetAsync(new Uri(page, UriKind.Relative));
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, page);
        var document = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        var forms = document.QuerySelectorAll<IHtmlFormElement>("form[method=post]").ToList();
        var proof = forms.SelectMany(f => f.QuerySelectorAll<IHtmlInputElement>("input[name=__RequestVerificationToken]")).First();
        var form = forms.FirstOrDefault(f => Posts(f, handler) || f.QuerySelectorAll("[formaction]").Any(b => b.GetAttribute("formaction")!.Contains($"handler={handler}", StringComparison.OrdinalIgnoreCase)));
        return form is null || form.GetAttribute("action") is "/Account/Logout" or "/Language" ? [new(proof.Name!, proof.Value)] : FieldsOf(form);
    }

    public static MultipartFormDataContent Multipart(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        return content;
    }

    private static bool Posts(IHtmlFormElement form, string? handler)
    {
        var action = form.GetAttribute("action") ?? "";
        if (action is "/Account/Logout" || action.StartsWith("/Language", StringComparison.Ordinal))
            return false;
        return handler is null ? !action.Contains("handler=", StringComparison.Ordinal) : action.Contains($"handler={handler}", StringComparison.OrdinalIgnoreCase);
    }

    private static List<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var box in form.QuerySelectorAll("input, select, textarea"))
        {
            var (name, value) = box switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "submit" or "file" } => (null, null),
                IHtmlInputElement input => (input.Name, input.Value is { Length: > 0 } ? input.Value : Typed(input)),
                IHtmlSelectElement select => (select.Name, select.Value is { Length: > 0 } ? select.Value : select.Options.Select(o => o.Value).FirstOrDefault(v => v.Length > 0)),
                IHtmlTextAreaElement area => (area.Name, area.Value is { Length: > 0 } ? area.Value : "Test"),
                _ => (null, null),
            };
            if (!string.IsNullOrEmpty(name))
                fields.Add(new(name, value ?? ""));
        }
        return fields;
    }

    private static string Typed(IHtmlInputElement input) => input.Type switch
    {
        "hidden" => "",
        "date" => "2026-05-05",
        "number" => "1",
        "email" => "somebody@example.org",
        "tel" => "(503) 555-0199",
        _ when input.Name!.EndsWith("State", StringComparison.Ordinal) => "OR",
        _ when input.Name!.EndsWith("Zip", StringComparison.Ordinal) => "97000",
        _ when input.GetAttribute("inputmode") is "decimal" or "numeric" => "1",
        _ => "Test",
    };
}
