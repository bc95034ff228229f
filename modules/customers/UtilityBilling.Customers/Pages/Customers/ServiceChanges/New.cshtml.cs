using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.ServiceChanges;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Pages.Customers.ServiceChanges;

/// <summary>What to do for many and from when, and then for whom.</summary>
[Authorize(CustomersPermissions.ServiceChanges.Prepare)]
public sealed class NewModel(IServiceChangeAppService changes, IClock clock) : PageModel
{
    [BindProperty]
    public ServiceChangeInput Input { get; set; } = new();

    /// <summary>What the form offers for the day; today's while no day is given.</summary>
    public ServiceChangeChoices Choices { get; private set; } = null!;

    public async Task OnGetAsync(ServiceChangeKind kind, DateOnly? on)
    {
        Input = new ServiceChangeInput { Kind = kind, On = on ?? clock.Today };
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        return this.GoTo($"/Customers/ServiceChanges/{await changes.PreviewAsync(Input, HttpContext.RequestAborted)}");
    }

    private async Task LoadAsync() => Choices = await changes.ChoicesAsync(Input.On ?? clock.Today, HttpContext.RequestAborted);
}
