using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Projections;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Accounts;

/// <summary>What the account's bill would be up to a day: for the counter, a title company, somebody who moves. Nothing is posted.</summary>
[Authorize(BillingPermissions.Bills.View)]
public sealed class ProjectionModel(IProjectedBillAppService projections, IAccountAppService accounts, IClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid AccountId { get; set; }

    [BindProperty]
    public ProjectionForm Input { get; set; } = new();

    public AccountHeaderDto Header { get; private set; } = null!;

    public IReadOnlyList<ProjectionPlace> Places { get; private set; } = [];

    public ProjectedBillDto? Result { get; private set; }

    public async Task OnGetAsync()
    {
        Input.Through ??= clock.Today;
        Header = await accounts.HeaderAsync(AccountId, HttpContext.RequestAborted);
        Places = await projections.PlacesAsync(AccountId, Input.Through.Value, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        var reads = Input.Reads.Where(r => !string.IsNullOrWhiteSpace(r.Value)).ToDictionary(r => r.Key, r => decimal.TryParse(r.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value : throw new BusinessException("Billing:Projection.ReadNotANumber").WithData("Value", r.Value!).ForField("Input.Reads"));
        Result = await projections.ProjectAsync(new ProjectionInput(AccountId, Input.OccupancyId!.Value, Input.Through!.Value, reads), HttpContext.RequestAborted);
        return Page();
    }

    public string? Entered(Guid register) => Input.Reads.GetValueOrDefault(register);
}

public sealed class ProjectionForm
{
    [Required, Display(Name = "Billing:Field.Address")]
    public Guid? OccupancyId { get; set; }

    [Required, Display(Name = "Billing:Field.Through")]
    public DateOnly? Through { get; set; }

    /// <summary>What registers show, as typed.</summary>
    public Dictionary<Guid, string?> Reads { get; set; } = [];
}
