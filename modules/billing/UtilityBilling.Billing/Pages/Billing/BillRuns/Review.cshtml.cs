using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

[Authorize(BillingPermissions.BillRuns.View)]
public sealed class ReviewModel(IBillRunAppService runs) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public HoldForm Input { get; set; } = new();

    public BillRunDto Run { get; private set; } = null!;

    public PagedResult<BillReviewDto> List { get; private set; } = null!;

    /// <summary>So many bills taken at random, the same ones whenever the page is opened again; all when left out.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Sample { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Run = await runs.GetAsync(Id, HttpContext.RequestAborted);
        List = await runs.ReviewAsync(Id, Sample is { } sample ? Math.Clamp(sample, 1, 100) : null, this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_Review", this);
    }

    public async Task<IActionResult> OnPostHoldAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await runs.HoldAsync(Id, new HoldInput(Input.Bills, Input.Until!.Value, Input.Reason!), HttpContext.RequestAborted);
        return this.GoTo($"/Billing/BillRuns/{Id}/Review");
    }

    public async Task<IActionResult> OnPostReleaseAsync()
    {
        await OnGetAsync();
        ModelState.Remove("Input.Until");
        if (!ModelState.IsValid)
            return this.Invalid();
        await runs.ReleaseAsync(Id, new ReleaseInput(Input.Bills, Input.Reason!), HttpContext.RequestAborted);
        return this.GoTo($"/Billing/BillRuns/{Id}/Review");
    }
}

/// <summary>Which bills are held, until when and why.</summary>
public sealed class HoldForm
{
    [Required, MinLength(1), Display(Name = "Billing:Field.Bills")]
    public List<Guid> Bills { get; set; } = [];

    [Required, Display(Name = "Billing:Field.HoldUntil")]
    public DateOnly? Until { get; set; }

    [Required, StringLength(500), Display(Name = "Billing:Field.Reason")]
    public string? Reason { get; set; }
}
