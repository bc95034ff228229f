using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.Premises;

namespace UtilityBilling.Customers.Pages.Customers.Premises;

/// <summary>What is, was and will be true of the premise, and what tariffs ask for and nobody has recorded.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class FactsModel(IPremiseFactAppService facts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public PremiseFactsDto Premise { get; private set; } = null!;

    public async Task OnGetAsync() => Premise = await facts.ListAsync(Id, HttpContext.RequestAborted);
}
