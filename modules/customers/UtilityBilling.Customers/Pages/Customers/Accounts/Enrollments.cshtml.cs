using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>CA-16: the programmes that the account takes part in, took part in or will, and enrolling it.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class EnrollmentsModel(IAccountAppService accounts, IEnrollmentAppService enrollments, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public EnrollInput Input { get; set; } = new();
    public AccountHeaderDto Header { get; private set; } = null!;
    public IReadOnlyList<EnrollmentDto> Enrollments { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Programs { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];
    public EnrollmentTermDto Term { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input = new EnrollInput { From = clock.Today, PremiseId = Places.Count > 0 ? Guid.Parse(Places[0].Value) : null };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await enrollments.EnrollAsync(Id, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Enrollment.Enrolled"]);
        return this.GoTo($"/Customers/Accounts/{Id}/Enrollments");
    }

    private async Task LoadAsync()
    {
        Header = await accounts.HeaderAsync(Id, HttpContext.RequestAborted);
        Enrollments = await enrollments.OfAccountAsync(Id, HttpContext.RequestAborted);
        Programs = [.. (await enrollments.ProgramsAsync(HttpContext.RequestAborted)).Select(p => new SelectListItem(p.Label, p.Code))];
        Places = [.. (await enrollments.PlacesAsync(Id, HttpContext.RequestAborted)).Select(p => new SelectListItem($"{p.Address} ({PageTexts.Span(p.From, p.To, texts)})", p.PremiseId.ToString()))];
        Term = await enrollments.TermAsync(clock.Today, HttpContext.RequestAborted);
    }
}
