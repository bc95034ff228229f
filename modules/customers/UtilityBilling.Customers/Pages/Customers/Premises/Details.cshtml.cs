using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Pages.Customers.Customers;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Premises;

/// <summary>The life of a premise in time order, and what is entered about it (CA-03, CA-06).</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class DetailsModel(IPremiseAppService premises, IPremiseFactAppService facts, IEnrollmentAppService enrollments, ICustomerAppService customers, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public PremiseFactsDto Facts { get; private set; } = null!;
    public IReadOnlyList<EnrollmentDto> Enrollments { get; private set; } = [];
    public OwnerInput Owner { get; private set; } = new();
    public ServicePointInput Point { get; private set; } = new();
    public PremiseDto Premise { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> OwnersFound { get; private set; } = [];
    public string? Failed { get; private set; }

    public async Task OnGetAsync(string? owner)
    {
        Premise = await premises.GetAsync(Id, HttpContext.RequestAborted);
        Facts = await facts.ListAsync(Id, HttpContext.RequestAborted);
        Enrollments = await enrollments.OfPremiseAsync(Id, HttpContext.RequestAborted);
        OwnersFound = string.IsNullOrWhiteSpace(owner) ? [] : CustomerForms.Choices(await customers.FindAsync(owner, CustomerForms.MostFound, HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostOwnerAsync([Bind(Prefix = "Owner")] OwnerInput owner) { (Owner, Failed) = (owner, "Owner"); return ModelState.IsValid ? await DoneAsync(premises.AddOwnerAsync(Id, owner, HttpContext.RequestAborted)) : this.Invalid(); }

    public async Task<IActionResult> OnPostPointAsync([Bind(Prefix = "Point")] ServicePointInput point) { (Point, Failed) = (point, "Point"); return ModelState.IsValid ? await DoneAsync(premises.AddServicePointAsync(Id, point, HttpContext.RequestAborted)) : this.Invalid(); }

    private async Task<IActionResult> DoneAsync(Task act)
    {
        await act;
        this.Alerts().Success(texts["Customers:Saved"]);
        return this.GoTo($"/Customers/Premises/{Id}");
    }
}
