using Microsoft.AspNetCore.Http;

namespace UtilityBilling.Hosting.Web;

/// <summary>What every posted form carries.</summary>
public static class PageForms
{
    /// <summary>The hidden field that makes a repeated press one action; the server keeps the first and answers the second alike.</summary>
    public const string IdempotencyField = "IdempotencyKey";

    /// <summary>The key that the form was posted with, when it is a proper one.</summary>
    public static string? PostedIdempotencyKey(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HasFormContentType && Guid.TryParse(request.Form[IdempotencyField].ToString(), out var key) ? key.ToString() : null;
    }
}
