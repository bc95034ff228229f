using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Premises;

/// <summary>A value of one fact from a day on.</summary>
[Authorize(CustomersPermissions.Accounts.Edit)]
public sealed class NewFactModel(IPremiseFactAppService facts, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public PremiseFactInput Input { get; set; } = new();
    public PremiseFactsDto Premise { get; private set; } = null!;

    /// <summary>The fact asked for; none is chosen yet when it is empty.</summary>
    public FactValuesDto? Fact { get; private set; }

    public IReadOnlyList<SelectListItem> Names => [.. Premise.Facts.Select(f => f.Fact).Concat(Premise.Others).Select(f => new SelectListItem(f.Label, f.Name))];

    public async Task OnGetAsync(string? name)
    {
        Input = new PremiseFactInput { Name = name ?? "" };
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        var added = await facts.AddAsync(Id, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Saved"]);
        if (!added.IsNamed)
            this.Alerts().Warning(texts["Customers:Facts.NotNamedNow", added.Value]);
        return this.GoTo($"/Customers/Premises/{Id}/Facts");
    }

    private async Task LoadAsync()
    {
        Premise = await facts.ListAsync(Id, HttpContext.RequestAborted);
        Fact = Premise.Facts.FirstOrDefault(f => f.Fact.Name == Input.Name) ?? Premise.Others.Where(f => f.Name == Input.Name).Select(f => new FactValuesDto(f, [])).FirstOrDefault();
    }
}
