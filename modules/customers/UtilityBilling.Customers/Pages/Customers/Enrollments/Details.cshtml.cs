using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Enrollments;

/// <summary>One enrolment: renewed from its end, ended before it, or its dates changed.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class DetailsModel(IEnrollmentAppService enrollments, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public RenewInput Renew { get; private set; } = new();
    public EndEnrollmentInput End { get; private set; } = new();
    public ChangeEnrollmentInput Change { get; private set; } = new();
    public EnrollmentDto Enrollment { get; private set; } = null!;
    public EnrollmentTermDto Term { get; private set; } = null!;
    public string? Failed { get; private set; }

    public async Task OnGetAsync()
    {
        Enrollment = await enrollments.GetAsync(Id, HttpContext.RequestAborted);
        Term = await enrollments.TermAsync(Enrollment.To ?? Enrollment.From, HttpContext.RequestAborted);
        if (Failed is null)
            Change = new ChangeEnrollmentInput { To = Enrollment.To, ReviewOn = Enrollment.ReviewOn };
    }

    public async Task<IActionResult> OnPostRenewAsync([Bind(Prefix = "Renew")] RenewInput renew)
    {
        (Renew, Failed) = (renew, "Renew");
        await OnGetAsync();
        return ModelState.IsValid ? Done(await enrollments.RenewAsync(Id, renew, HttpContext.RequestAborted), "Customers:Enrollment.RenewedNow") : this.Invalid();
    }

    public async Task<IActionResult> OnPostEndAsync([Bind(Prefix = "End")] EndEnrollmentInput end)
    {
        (End, Failed) = (end, "End");
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await enrollments.EndAsync(Id, end, HttpContext.RequestAborted);
        return Done(Id, "Customers:Saved");
    }

    public async Task<IActionResult> OnPostChangeAsync([Bind(Prefix = "Change")] ChangeEnrollmentInput change)
    {
        (Change, Failed) = (change, "Change");
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await enrollments.ChangeAsync(Id, change, HttpContext.RequestAborted);
        return Done(Id, "Customers:Saved");
    }

    private IActionResult Done(Guid id, string text) { this.Alerts().Success(texts[text]); return this.GoTo($"/Customers/Enrollments/{id}"); }
}
