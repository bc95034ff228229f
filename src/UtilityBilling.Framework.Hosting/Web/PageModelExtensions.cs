using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.TagHelpers;
using UtilityBilling.Paging;

namespace UtilityBilling.Hosting.Web;

/// <summary>What page models say often.</summary>
public static class PageModelExtensions
{
    /// <summary>Whether only the changed part of the page is asked for. The one place that reads htmx's headers.</summary>
    public static bool IsPartial(this PageModel page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.Request.IsPartial();
    }

    /// <summary>The list state of the address: page, size, sort, text.</summary>
    public static PagedRequest ListRequest(this PageModel page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.Request.ListRequest();
    }

    /// <summary>Shows the page again with its messages, as 422.</summary>
    public static IActionResult Invalid(this PageModel page)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page.Page();
    }

    /// <summary>The part alone for a partial request, the whole page otherwise: <c>return this.PageOrPartial("_List", this);</c></summary>
    public static IActionResult PageOrPartial(this PageModel page, string partial, object model)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.IsPartial() ? page.Partial(partial, model) : page.Page();
    }

    /// <summary>Messages at the top of the next page shown.</summary>
    public static PageAlerts Alerts(this PageModel page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new PageAlerts(page.TempData);
    }

    /// <summary>Goes to an address of this site, for whole and partial requests alike.</summary>
    public static IActionResult GoTo(this PageModel page, string address)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (!page.Url.IsLocalUrl(address))
            throw new ArgumentException("Only addresses of this site.", nameof(address));
        if (!page.Request.IsHtmx())
            return new LocalRedirectResult(address);
        page.Response.Headers["HX-Redirect"] = address;
        return new NoContentResult();
    }
}
