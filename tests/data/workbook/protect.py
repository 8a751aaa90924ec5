#!/usr/bin/python3
"""protect.py FILE.xlsx - FILE with a password, as protected.xls beside it, by LibreOffice (python3-uno)."""
import os
import subprocess
import sys
import time
import uno
from com.sun.star.beans import PropertyValue

office = subprocess.Popen(['soffice', '--headless', '--norestore', '--accept=socket,host=localhost,port=20022;urp;'])
context = uno.getComponentContext()
resolver = context.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', context)
for attempt in range(60):
    try:
        remote = resolver.resolve('uno:socket,host=localhost,port=20022;urp;StarOffice.ComponentContext')
        break
    except Exception:
        time.sleep(0.5)
desktop = remote.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', remote)
value = lambda name, v: PropertyValue(Name=name, Value=v)
folder = 'file://' + os.path.dirname(os.path.abspath(sys.argv[1])) + '/'
book = desktop.loadComponentFromURL('file://' + os.path.abspath(sys.argv[1]), '_blank', 0, (value('Hidden', True),))
book.storeToURL(folder + 'protected.xls', (value('FilterName', 'MS Excel 97'), value('Password', 'geheim')))
book.close(True)
try:
    desktop.terminate()
except Exception:
    pass
office.wait()
