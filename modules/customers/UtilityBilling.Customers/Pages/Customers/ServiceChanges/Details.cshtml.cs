using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Pages.Tables;
using UtilityBilling.Customers.ServiceChanges;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Pages.Customers.ServiceChanges;

/// <summary>One service opened or ended for many: whom it concerns and whom not, sent, applied or taken back as a whole.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class DetailsModel(IServiceChangeAppService changes, CustomersTables tables, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "lines"), StringLength(10)]
    public string? Lines { get; set; }

    [BindProperty]
    public uint Version { get; set; }

    [BindProperty, StringLength(500), Display(Name = "Customers:Field.Reason")]
    public string? Reason { get; set; }

    public ServiceChangeDto Change { get; private set; } = null!;

    public PagedResult<ServiceChangeLineDto> List { get; private set; } = null!;

    private bool? Refused => Lines switch { "refused" => true, "good" => false, _ => null };

    public async Task<IActionResult> OnGetAsync(string? export = null)
    {
        Change = await changes.GetAsync(Id, HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(tables.ServiceChangeLines, await changes.AllLinesAsync(Id, Refused, HttpContext.RequestAborted), export!, cancellationToken: HttpContext.RequestAborted);
        List = await changes.LinesAsync(Id, this.ListRequest(), Refused, HttpContext.RequestAborted);
        return this.PageOrPartial("_ChangeLines", this);
    }

    public Task<IActionResult> OnPostSendAsync() => DoAsync(() => changes.SendAsync(Id, Version, HttpContext.RequestAborted), "Customers:ServiceChange.SentNow");

    public Task<IActionResult> OnPostRecheckAsync() => DoAsync(() => changes.RecheckAsync(Id, Version, HttpContext.RequestAborted), "Customers:ServiceChange.RecheckedNow");

    public Task<IActionResult> OnPostDiscardAsync() => DoAsync(() => changes.DiscardAsync(Id, Version, HttpContext.RequestAborted), "Customers:ServiceChange.DiscardedNow");

    public Task<IActionResult> OnPostReverseAsync() => DoAsync(() => changes.ReverseAsync(Id, Reason ?? "", Version, HttpContext.RequestAborted), "Customers:ServiceChange.ReversedNow");

    /// <summary>The page's own content is loaded first, so that a refusal can show it again.</summary>
    private async Task<IActionResult> DoAsync(Func<Task> act, string text)
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await act();
        this.Alerts().Success(texts[text]);
        return this.GoTo($"/Customers/ServiceChanges/{Id}");
    }
}
