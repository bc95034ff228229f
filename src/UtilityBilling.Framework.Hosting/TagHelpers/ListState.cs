using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using UtilityBilling.Paging;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>The state of a list lives in the query string: <c>page</c>, <c>size</c>, <c>sort</c>, <c>q</c> and the page's own filters.</summary>
public static class ListState
{
    public const string PageKey = "page";
    public const string SizeKey = "size";
    public const string SortKey = "sort";
    public const string TextKey = "q";

    /// <summary>What the address asks for. Read from the query string alone: <c>page</c> is also the name of a route value in Razor Pages, so model binding would mistake it.</summary>
    public static PagedRequest ListRequest(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new PagedRequest
        {
            Page = Number(request, PageKey, 1),
            PageSize = Number(request, SizeKey, PagedRequest.DefaultPageSize),
            Sort = Text(request, SortKey),
            Q = Text(request, TextKey),
        };
    }

    /// <summary>The present address with some values changed; a null value is taken out.</summary>
    internal static string Address(HttpRequest request, params (string Key, string? Value)[] changes)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        query.Remove("handler");
        foreach (var (key, value) in changes)
            if (value is null)
                query.Remove(key);
            else
                query[key] = value;
        return request.PathBase + request.Path + QueryString.Create(query);
    }

    internal static string? Text(HttpRequest request, string key)
    {
        var text = request.Query[key].ToString().Trim();
        return text.Length is 0 or > 200 ? null : text;
    }

    private static int Number(HttpRequest request, string key, int otherwise) =>
        int.TryParse(request.Query[key].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
